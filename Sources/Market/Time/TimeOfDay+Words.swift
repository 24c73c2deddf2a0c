extension TimeOfDay {
    /// Reads a time to the minute as people write it where only a time can be meant: `14:30`, `9:05`, `14.30`, `18`; nil for anything else.
    package static func spoken(_ word: String) -> TimeOfDay? {
        let text = word.replacing(".", with: ":")
        guard let time = TimeOfDay(text.contains(":") ? text : text + ":00"), time.second == 0 else { return nil }
        return time
    }
}
