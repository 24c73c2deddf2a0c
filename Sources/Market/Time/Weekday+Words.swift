extension Weekday {
    /// Reads a day of the week as people write it in either language, in full, in short and as it stands after "в": `чт`, `пятницу`,
    /// `Thu`, `thursday`; nil for anything else.
    package init?(word: String) {
        let word = word.lowercased()
        guard let day = Weekday.allCases.first(where: { Self.words[$0.rawValue - 1].contains(word) }) else {
            return nil
        }
        self = day
    }

    /// From Monday on.
    private static let words: [Set<String>] = [
        ["пн", "понедельник", "понедельника", "mon", "monday"],
        ["вт", "вторник", "вторника", "tue", "tues", "tuesday"],
        ["ср", "среда", "среду", "среды", "wed", "weds", "wednesday"],
        ["чт", "четверг", "четверга", "thu", "thur", "thurs", "thursday"],
        ["пт", "пятница", "пятницу", "пятницы", "fri", "friday"],
        ["сб", "суббота", "субботу", "субботы", "sat", "saturday"],
        ["вс", "воскресенье", "воскресенья", "sun", "sunday"],
    ]
}
