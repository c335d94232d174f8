//! Files of pictures, byte by byte as their specifications have them. There is no picture in them: nobody looks.
use miniz_oxide::deflate::compress_to_vec_zlib;

/// A value of a TIFF directory: its tag, its type, its bytes.
pub(super) type Value<'v> = (u16, u16, &'v [u8]);

/// The order of the bytes of numbers.
#[derive(Clone, Copy)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    fn u16(self, number: u16) -> [u8; 2] {
        match self {
            Order::Little => number.to_le_bytes(),
            Order::Big => number.to_be_bytes(),
        }
    }

    fn u32(self, number: usize) -> [u8; 4] {
        let number = u32::try_from(number).expect("it is small");
        match self {
            Order::Little => number.to_le_bytes(),
            Order::Big => number.to_be_bytes(),
        }
    }
}

/// A TIFF file, which EXIF is as well, of one directory and EXIF's own.
pub(super) fn tiff(order: Order, values: &[Value<'_>], exif: &[Value<'_>]) -> Vec<u8> {
    let with_pointer = |at: usize| directory(order, &[values, &[(0x8769, 4, &order.u32(at)[..])]].concat(), 8);
    let at = 8 + with_pointer(0).len();
    let magic = match order {
        Order::Little => b"II*\0",
        Order::Big => b"MM\0*",
    };
    [&magic[..], &order.u32(8), &with_pointer(at), &directory(order, exif, at)].concat()
}

/// A directory that stands at an offset, and the values it points to.
fn directory(order: Order, values: &[Value<'_>], at: usize) -> Vec<u8> {
    let length = 2 + 12 * values.len() + 4;
    let mut entries = order.u16(values.len() as u16).to_vec();
    let mut behind = Vec::new();
    for &(tag, kind, bytes) in values {
        let unit = if kind == 4 { 4 } else { 1 };
        entries.extend([order.u16(tag), order.u16(kind)].concat());
        entries.extend(order.u32(bytes.len() / unit));
        if bytes.len() <= 4 {
            entries.extend([bytes, &[0; 4][bytes.len()..]].concat());
        } else {
            entries.extend(order.u32(at + length + behind.len()));
            behind.extend(bytes);
        }
    }
    entries.extend([0; 4]);
    [entries, behind].concat()
}

pub(super) fn utf16(order: Order, text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| order.u16(unit)).collect()
}

/// An EXIF that holds one value of the first directory.
pub(super) fn exif(tag: u16, bytes: &[u8]) -> Vec<u8> {
    tiff(Order::Little, &[(tag, 2, bytes)], &[])
}

/// An XMP packet around descriptions.
pub(super) fn xmp(descriptions: &str) -> Vec<u8> {
    format!(
        "<?xpacket begin='\u{FEFF}' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>\
         <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>{descriptions}</rdf:RDF></x:xmpmeta>\n<?xpacket end='w'?>"
    )
    .into_bytes()
}

/// XMP with a description in it.
pub(super) fn xmp_of(description: &str) -> Vec<u8> {
    xmp(&format!(
        "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:description><rdf:Alt>\
         <rdf:li xml:lang='x-default'>{description}</rdf:li></rdf:Alt></dc:description></rdf:Description>"
    ))
}

/// Values of IPTC's record 2.
pub(super) fn iptc(values: &[(u8, &[u8])]) -> Vec<u8> {
    let value =
        |&(number, text): &(u8, &[u8])| [&[0x1C, 2, number][..], &Order::Big.u16(text.len() as u16), text].concat();
    values.iter().flat_map(value).collect()
}

/// One of Photoshop's resources.
pub(super) fn resource(id: u16, data: &[u8]) -> Vec<u8> {
    let filled = if data.len().is_multiple_of(2) { &[][..] } else { &[0] };
    [&b"8BIM"[..], &Order::Big.u16(id), &[0, 0], &Order::Big.u32(data.len()), data, filled].concat()
}

/// A JPEG of segments, each with its marker.
pub(super) fn jpeg(segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut file = b"\xFF\xD8".to_vec();
    for (marker, content) in segments {
        let length = Order::Big.u16(u16::try_from(content.len() + 2).expect("it fits"));
        file.extend([&[0xFF, *marker][..], &length, content].concat());
    }
    file.extend(b"\xFF\xDA\0\x02\x12\x34\xFF\xD9");
    file
}

pub(super) fn jpeg_exif(tiff: &[u8]) -> Vec<u8> {
    jpeg(&[(0xE1, [b"Exif\0\0", tiff].concat())])
}

pub(super) fn jpeg_xmp(packet: &[u8]) -> Vec<u8> {
    jpeg(&[(0xE1, [b"http://ns.adobe.com/xap/1.0/\0", packet].concat())])
}

pub(super) fn jpeg_iptc(values: &[(u8, &[u8])]) -> Vec<u8> {
    jpeg(&[(0xED, [&b"Photoshop 3.0\0"[..], &resource(0x03ED, &[7; 5]), &resource(0x0404, &iptc(values))].concat())])
}

/// A PNG of chunks behind the picture; the sums behind chunks are not looked at.
pub(super) fn png(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
    let head = [(b"IHDR", vec![0; 13]), (b"IDAT", vec![1; 40])];
    for (kind, data) in head.iter().chain(chunks).chain(&[(b"IEND", Vec::new())]) {
        file.extend([&Order::Big.u32(data.len())[..], &kind[..], data, &[0; 4]].concat());
    }
    file
}

pub(super) fn text(keyword: &str, text: &[u8]) -> (&'static [u8; 4], Vec<u8>) {
    (b"tEXt", [keyword.as_bytes(), b"\0", text].concat())
}

pub(super) fn packed_text(keyword: &str, text: &[u8]) -> (&'static [u8; 4], Vec<u8>) {
    (b"zTXt", [keyword.as_bytes(), b"\0\0", &compress_to_vec_zlib(text, 6)].concat())
}

pub(super) fn international_text(keyword: &str, text: &str, is_packed: bool) -> (&'static [u8; 4], Vec<u8>) {
    let content = if is_packed { compress_to_vec_zlib(text.as_bytes(), 6) } else { text.as_bytes().to_vec() };
    (b"iTXt", [keyword.as_bytes(), &[0, u8::from(is_packed), 0], b"en\0Keyword\0", &content].concat())
}

/// A profile as ImageMagick writes it into PNG.
pub(super) fn profile(name: &str, bytes: &[u8]) -> (&'static [u8; 4], Vec<u8>) {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let lines: Vec<String> = digits.chunks(36).map(|line| line.concat()).collect();
    packed_text(
        &format!("Raw profile type {name}"),
        format!("\n{name}\n{:8}\n{}\n", bytes.len(), lines.join("\n")).as_bytes(),
    )
}

/// A GIF of extensions around a frame. Each is its label and its content.
pub(super) fn gif(extensions: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut file = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF".to_vec();
    file.extend(b"\x2C\0\0\0\0\x01\0\x01\0\x80\0\0\0\xFF\xFF\xFF\x02\x02\x44\x01\0");
    for (label, content) in extensions {
        file.extend([&[0x21, *label][..], content].concat());
    }
    file.push(0x3B);
    file
}

/// Content of an extension in blocks.
pub(super) fn blocks(content: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = content.chunks(255).flat_map(|block| [&[block.len() as u8][..], block].concat()).collect();
    out.push(0);
    out
}

/// XMP as GIF has it: not in blocks, and before bytes that lead readers of blocks to the end.
pub(super) fn gif_xmp(packet: &[u8]) -> Vec<u8> {
    let trailer: Vec<u8> = [1].into_iter().chain((0..=255).rev()).chain([0]).collect();
    [b"\x0BXMP DataXMP", packet, &trailer].concat()
}

/// A WebP of chunks behind the picture.
pub(super) fn webp(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut content = b"WEBP".to_vec();
    for (kind, data) in [(b"VP8X", vec![0; 10]), (b"VP8 ", vec![0; 21])].iter().chain(chunks) {
        content.extend([&kind[..], &Order::Little.u32(data.len()), data].concat());
        content.resize(content.len().next_multiple_of(2), 0);
    }
    [&b"RIFF"[..], &Order::Little.u32(content.len()), &content].concat()
}

/// A box of ISO's media files.
pub(super) fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&Order::Big.u32(8 + content.len())[..], kind, content].concat()
}

/// A HEIC with two items: EXIF, which is in the file, and XMP, which is in the list itself.
pub(super) fn heic(exif: &[u8], xmp: &[u8]) -> Vec<u8> {
    let start = boxed(b"ftyp", b"heic\0\0\0\0mif1heic");
    let exif = [&[0, 0, 0, 6][..], b"Exif\0\0", exif].concat();
    let meta = |at: usize| {
        let entry = |id: u16, kind: &[u8]| {
            boxed(b"infe", &[&[2, 0, 0, 1][..], &Order::Big.u16(id), &[0, 0], kind, b"\0"].concat())
        };
        let list = [entry(1, b"Exif"), [entry(2, b"mime\0application/rdf+xml")].concat()].concat();
        let place = |id: u16, method: u16, at: usize, length: usize| {
            let numbers = [Order::Big.u16(id), Order::Big.u16(method), [0; 2], Order::Big.u16(1)].concat();
            [&numbers[..], &Order::Big.u32(at), &Order::Big.u32(length)].concat()
        };
        let places =
            [&[1, 0, 0, 0, 0x44, 0, 0, 2][..], &place(1, 0, at, exif.len()), &place(2, 1, 0, xmp.len())].concat();
        let content = [
            vec![0; 4],
            boxed(b"iinf", &[&[0, 0, 0, 0, 0, 2][..], &list].concat()),
            boxed(b"iloc", &places),
            boxed(b"idat", xmp),
        ];
        boxed(b"meta", &content.concat())
    };
    let at = start.len() + meta(0).len() + 8;
    [start, meta(at), boxed(b"mdat", &exif)].concat()
}

/// A JPEG XL with boxes for EXIF and XMP.
pub(super) fn jxl(exif: &[u8], xmp: &[u8]) -> Vec<u8> {
    let exif = boxed(b"Exif", &[&[0; 4], exif].concat());
    [b"\0\0\0\x0CJXL \r\n\x87\n".to_vec(), boxed(b"ftyp", b"jxl \0\0\0\0jxl "), exif, boxed(b"xml ", xmp)].concat()
}

/// A JPEG 2000 with XMP.
pub(super) fn jp2(xmp: &[u8]) -> Vec<u8> {
    let uuid = b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
    [b"\0\0\0\x0CjP  \r\n\x87\n".to_vec(), boxed(b"uuid", &[&uuid[..], xmp].concat())].concat()
}
