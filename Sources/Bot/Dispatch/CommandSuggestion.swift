import Platform

/// What an unknown command is answered with; a pure value.
enum CommandSuggestion: Hashable, Sendable {
    /// A group hears nothing that was not meant for this bot.
    case silence
    case nearest(String)
    /// Nothing is near: the list of commands helps.
    case help

    /// Decides.
    ///
    /// - Parameters:
    ///   - names: what the person may use, with other spellings as keys: `mute` leads to `silence`.
    ///   - isAddressed: in private, `/cmd@ourbot`, or a reply to the bot.
    init(for typed: String, among names: [(spelling: String, name: String)], isAddressed: Bool) {
        guard isAddressed else {
            self = .silence
            return
        }
        var best: (name: String, distance: Int)?
        for (spelling, name) in names {
            // A beginning is as good as one slip: `/stat` means /status.
            let isBeginning = typed.count >= 3 && spelling.hasPrefix(typed)
            let distance = isBeginning ? 1 : editDistance(typed, spelling)
            if distance < best?.distance ?? .max { best = (name, distance) }
        }
        guard let best, best.distance <= Self.slips(in: typed) else {
            self = .help
            return
        }
        self = .nearest(best.name)
    }

    /// How many slips of the finger a word of that length may have and still be recognised.
    private static func slips(in word: String) -> Int {
        switch word.count {
        case ...3: 1
        case 4...6: 2
        default: 3
        }
    }
}
