/** Invented documents to paste. No person, place, number or project in them exists. */

export interface Sample {
  /** Short, in the language of the sample. */
  readonly label: string;
  readonly language: string;
  readonly text: string;
}

/** Each carries a marking. */
export const MARKED: readonly Sample[] = [
  {
    label: "中国 · 机密",
    language: "zh-CN",
    text: `机密★10年

云岭市人民政府办公室文件
云政办密〔2031〕7号

关于调整应急物资储备布局的通知

各区人民政府，市有关部门：
经研究，决定将青石、白塘两处储备点合并。请于本月底前完成交接，并将清单报市政府办公室。`,
  },
  {
    label: "US · SECRET//NOFORN",
    language: "en",
    text: `SECRET//NOFORN

MEMORANDUM FOR THE DIRECTOR

SUBJECT: (U) Resupply of Station Aspen Hollow

1. (S//NF) The second convoy left two days late and will miss the tide at Port Calder.
2. (U) Meals for forty are in store.

Classified By: J. Placeholder, Chief, Logistics
Derived From: Multiple Sources
Declassify On: 20560101

SECRET//NOFORN`,
  },
  {
    label: "UK · OFFICIAL-SENSITIVE",
    language: "en",
    text: `OFFICIAL-SENSITIVE COMMERCIAL

Harbour Board of Wexmouth: tender evaluation

Bidder C is preferred. The award letter goes out on Thursday; until then the scores stay with the panel.

OFFICIAL-SENSITIVE COMMERCIAL`,
  },
  {
    label: "NATO · SECRET",
    language: "en",
    text: `NATO SECRET
RELEASABLE TO FICTLAND

Exercise BRASS LANTERN, annex D

Serial 4: the northern group embarks at 0400Z and stays silent until it has passed the second buoy.

NATO SECRET`,
  },
  {
    label: "Việt Nam · TỐI MẬT",
    language: "vi",
    text: `TỐI MẬT

ỦY BAN NHÂN DÂN TỈNH SƠN HÀ
Số: 12/BC-UBND

BÁO CÁO
Về việc rà soát kho dự trữ tại huyện Suối Mây

Kho số 3 chưa bàn giao. Đề nghị hoàn thành trước ngày 30.`,
  },
  {
    label: "TLP:RED",
    language: "en",
    text: `TLP:RED

Advisory 31-07: Lantern gateways

The flaw is used in the wild. A fix comes on Monday. Please do not pass this on before then.`,
  },
];

/** Each speaks of secrets, as news, lessons, adverts and code do, and carries no marking. */
export const SILENT: readonly Sample[] = [
  {
    label: "新闻",
    language: "zh-CN",
    text: `保密法规定，国家秘密的密级分为绝密、机密、秘密三级。主讲人说，密级应当依照法定程序确定，任何人不得随意标注。讲座最后，听众就“秘密与隐私有什么不同”提了问题。`,
  },
  {
    label: "News",
    language: "en",
    text: `The committee asked why a memo that had once been marked Secret was kept for thirty years. "There is nothing top secret about a lunch menu," its chair said, and the archive agreed to publish the rest.`,
  },
  {
    label: "Job advert",
    language: "en",
    text: `Systems engineer, Wexmouth. You hold or can obtain a Secret or Top Secret clearance. Experience with confidential customer data is welcome. No secrets in your cover letter, please.`,
  },
  {
    label: "Code",
    language: "en",
    text: `const secret = process.env.CLIENT_SECRET;
if (secret === undefined) throw new Error("CLIENT_SECRET is not set");
// Confidential clients only, see RFC 6749, section 2.1.
const level = { public: 0, restricted: 1, secret: 2 };`,
  },
];
