package import Execution
package import Market
package import Platform

/// What a running engine is set into: the venue, the market's way in, the clock, the machine, and who looks at it.
package struct LiveSurroundings: Sendable {
    /// In parts of a lot (``PartsVenue``); nil on paper.
    package var venue: (any VenueConnection)?
    /// Who can tell what was missed in a gap; nil where nobody can.
    package var source: (any BackfillSource)?
    package var inbox: LiveInbox
    package var clock: any MarketClock
    package var log: Log
    /// By which the stages of a decision are measured; a replay's is its own clock.
    package var timer: any MarketClock = SystemClock()
    /// What compares the clock with the broker's; nil where nothing does.
    package var brokerClock: SkewMeter?
    /// Whose processor and memory are watched.
    package var machine = MachineReadings()
    /// By which it is heard where it runs; nil for silence.
    package var sounds: TonePlayer?
    /// The broker's, as it is shown; nil on paper.
    package var account: String?
    /// Where its signals go; nil where nobody writes them down.
    package var signals: SignalQueue?
    /// Where it shows itself; nil where nobody looks.
    package var projection: EngineProjection?

    /// Who writes down what it takes in and does; nil where nobody does.
    package var trace: (any EngineTrace)?
    /// Of the names of its orders; nil for a new one, as every engine needs it that sends orders.
    package var orderSeed: UInt64?
    /// What a broker has answered already, in place of one: a replay's.
    package var answers: KnownAnswers?

    package init(inbox: LiveInbox, clock: any MarketClock, log: Log) {
        self.inbox = inbox
        self.clock = clock
        self.log = log
    }
}
