/// The `format` of `<tg-time>`: `r` for a relative time, or parts to show (`telegram.md` §1.5).
enum TimeFormat {
    static func isValid(_ format: String) -> Bool {
        format.lowercased() == "r" || format.allSatisfy { "tTdDwW".contains($0) }
    }
}
