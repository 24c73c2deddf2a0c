/// The word closest to a misspelt one; the first of equally close ones, nil only when there are no candidates.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    var best: (word: String, distance: Int)?
    // A word cut short means what it begins, however many letters are missing: `prod` is no `sandbox`.
    let begun = word.isEmpty ? [] : candidates.filter { $0.lowercased().hasPrefix(word.lowercased()) }
    if let shortest = begun.min(by: { $0.count < $1.count }) { return shortest }
    for candidate in candidates {
        let distance = editDistance(word.lowercased(), candidate.lowercased())
        if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
}

/// The word that a misspelt one most likely was: one that it begins, or a few slips of the finger away; nil where nothing is near.
package func nearMiss(of word: String, among candidates: some Sequence<String>) -> String? {
    guard let near = nearest(to: word, among: candidates) else { return nil }
    let slips =
        switch word.count {
        case ...5: 1
        case 6...8: 2
        default: 3
        }
    let isBegun = !word.isEmpty && near.lowercased().hasPrefix(word.lowercased())
    return isBegun || editDistance(word.lowercased(), near.lowercased()) <= slips ? near : nil
}

/// Insertions, deletions, replacements and swaps of neighbours between two words
/// (optimal string alignment, the restricted Damerau–Levenshtein distance).
package func editDistance(_ left: String, _ right: String) -> Int {
    // A hostile argument must not make this quadratic in its length.
    let left = Array(left.unicodeScalars.prefix(200))
    let right = Array(right.unicodeScalars.prefix(200))
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        current.reserveCapacity(right.count + 1)
        for column in right.indices {
            let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
            var distance = min(replaced, previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                distance = min(distance, beforePrevious[column - 1] + 1)
            }
            current.append(distance)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[right.count]
}
