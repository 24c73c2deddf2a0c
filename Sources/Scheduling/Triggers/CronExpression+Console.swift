extension CronExpression {
    /// The form of seed 002's console: `cron[hour='19', minute='2', second='5']`.
    ///
    /// Fields that are `*` are left out, as its scheduler does; seconds appear where they were given.
    package var consoleText: String {
        let fields = [
            ("month", fieldTexts[4]), ("day", fieldTexts[3]), ("day_of_week", fieldTexts[5]), ("hour", fieldTexts[2]),
            ("minute", fieldTexts[1]), ("second", hasSeconds ? fieldTexts[0] : "*"),
        ]
        var shown = fields.filter { $0.1 != "*" }
        if shown.isEmpty { shown = [("minute", "*")] }
        return "cron[" + shown.map { "\($0)='\($1)'" }.joined(separator: ", ") + "]"
    }
}
