import Store

/// What messages say about the alerts of a rule and no other's: the rule's one entry in the bot (`RuleWordings`).
///
/// The places of its sentences: `{value}` and `{limit}` in the rule's unit, `{columns}` and `{status}` of the facts, `{date}` the
/// alert's day, `{span}` how long it lasted, `{peak}` the worst value.
struct RuleWording: Sendable {
    /// What the headline begins with where the alert is about no market; default the exchange's service.
    var subject = Texts("AlgoPack", "AlgoPack")
    /// What is wrong, behind the subject.
    var symptom: RuleSentence
    /// What is wrong with `{feeds}`, where several have it at once; nil: how many problems there are.
    var many: Texts?
    /// What the alert's value counts, where it is no span (`AlertRule.figure`); default a bare number.
    var unit = Unit.number
    /// True where the message follows a growing number: a limit that people set, the time now, the next check.
    ///
    /// The others show only what changes when something happened, so that they are not edited at every check.
    var isLive = false
    /// How bad it was, with the worst value as `{peak}`; nil where the duration says more.
    var peak: Texts?
    /// What a digest says in place of the number, beside the status; nil: the number.
    var digestWord: Texts?
    /// What a person can do about a failure whose detail is for engineers.
    var hint: RuleSentence?
    /// How it ended well; default how long the fault was there.
    var recovered = RuleSentence("был сбой {span}", "was down {span}")
    /// What the lines below such an ending tell; default the downtime.
    var ending = Ending.downtime
    /// True where its alert is one late feed, so that several are told by one span each.
    var isLateness = false
    /// True where every data set of a market has it at once, so that it is told once for all of them.
    var isOfMarket = false
    /// True where a name's last slot says since when it is gone.
    var showsLastLabel = false
    /// False where the words say all, so that the engineers' detail waits behind the button.
    var showsDetail = true
    /// True where the message asks what kind of day it is.
    var asksAboutDay = false

    enum Unit: Equatable, Sendable {
        case number, columns
        case counted(CountedNoun)
    }

    enum Ending: Sendable {
        /// From when until when: only silence of a feed or a service is downtime.
        case downtime
        /// How long it failed.
        case failure
        /// Which slots never came; what is absent stays absent, whatever the session does.
        case gaps
        case nothing
    }
}

/// A sentence about an alert, in both languages; which of several may hang on the alert.
struct RuleSentence: Sendable {
    /// All that it may be.
    let variants: [Texts]
    private let index: @Sendable (AlertRecord) -> Int

    init(_ russian: String, _ english: String) {
        variants = [Texts(russian, english)]
        index = { _ in 0 }
    }

    /// - Parameter index: which of the variants an alert gets.
    init(_ variants: [Texts], index: @escaping @Sendable (AlertRecord) -> Int) {
        precondition(!variants.isEmpty, "a sentence says something")
        self.variants = variants
        self.index = index
    }

    func texts(for alert: AlertRecord) -> Texts {
        variants[min(max(0, index(alert)), variants.count - 1)]
    }
}
