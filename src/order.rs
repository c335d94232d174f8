//! Sorting by numbers.
use std::collections::BinaryHeap;

/// Sorts by a number, smallest first; equals stay as they stood.
///
/// Every type that `slice::sort` is used for adds some 4 kB to the in-page core, and there were twelve of them. Here
/// only the numbers are sorted, so all types share one sort, and a heap takes a tenth of the code of the fastest sort;
/// the items are moved once. Numbers are compared by halves, because JavaScript has no integers of 64 bits.
pub(crate) fn sort_by_number<T>(items: &mut Vec<T>, number: impl Fn(&T) -> u64) {
    if items.is_sorted_by_key(&number) {
        return;
    }
    let order = sorted(items.iter().map(number));
    let mut from: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|(.., index)| from[index as usize].take()));
}

/// The numbers in order, high half first, each with its place. No two are equal, so the order of equals is that of
/// their places.
pub(crate) fn sorted(numbers: impl Iterator<Item = u64>) -> Vec<(u32, u32, u32)> {
    let heap: BinaryHeap<_> =
        numbers.zip(0..).map(|(number, index)| ((number >> 32) as u32, number as u32, index)).collect();
    heap.into_sorted_vec()
}

#[cfg(test)]
mod tests {
    use super::sort_by_number;

    #[test]
    fn order_is_by_number_and_equals_stay_as_they_stood() {
        let mut words = vec!["ccc", "a", "bb", "c", "aa", "b"];
        sort_by_number(&mut words, |word| word.len() as u64);
        assert_eq!(words, ["a", "c", "b", "bb", "aa", "ccc"]);
        sort_by_number(&mut words, |word| 9 - word.len() as u64);
        assert_eq!(words, ["ccc", "bb", "aa", "a", "c", "b"]);
        sort_by_number(&mut Vec::<&str>::new(), |_| 0);
    }
}
