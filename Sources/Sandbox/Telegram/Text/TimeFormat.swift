/// The `format` of `<tg-time>`: `r` for a relative time, or parts to show (docs/reference/telegram.md, Formatting).
enum TimeFormat {
    static func isValid(_ format: String) -> Bool {
        format.lowercased() == "r" || format.allSatisfy { "tTdDwW".contains($0) }
    }
}
