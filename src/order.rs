//! Sorting by numbers.

/// Sorts by a number, smallest first; equals stay as they stood.
///
/// Every type that `slice::sort` is used for adds some 4 kB to the in-page core, and there were twelve of them. Here only
/// the numbers are sorted, so all types share one sort; the items are moved once.
pub(crate) fn sort_by_number<T>(items: &mut Vec<T>, number: impl Fn(&T) -> u64) {
    if items.is_sorted_by_key(&number) {
        return;
    }
    let mut order: Vec<(u64, usize)> = items.iter().map(&number).zip(0..).collect();
    order.sort_unstable();
    let mut from: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|(_, index)| from[index].take()));
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
