package import Market

/// A standing sentence that a process says, with what its places hold.
///
/// A kind is a case, its name in ``Kind``, its entry in ``entry`` and its line in `init(_:_:)`, and its words in the bot
/// (`NoticeWording`).
package enum Notice: Hashable, Sendable {
    case schedulerStarted(at: TimeOfDay)
    case schedulerStopped(at: TimeOfDay)
    /// Somebody stopped it, and it stays stopped.
    case schedulerOff(since: Since)
    case schedulerSilent(since: Since)
    case schedulerBack(afterMinutes: Int)
    case botBack(afterMinutes: Int)
    case botDeaf(since: Since, cause: PollTrouble.Cause)
    case botChanged
    /// The detail is in the program's words.
    case jobFailed(job: String, detail: String)
    case silenceEnded(SilenceTally)
    /// By a person, in the form of a signature: `Борис (1002)`.
    case silenceLifted(SilenceTally, by: String)
    case clockResumed(aheadByMinutes: Int)
    /// The newest copy of the store cannot be used; the detail is in the program's words.
    case backupDamaged(detail: String)
    case haltedDailyLoss(Loss)
    case haltedDrawdown(Loss)
    case haltedTotalLoss(Loss)
    case haltedValueAtRisk(Loss)
    /// A position of the daily jobs was sold at its stop; the change is since its purchase, a fraction.
    case positionStopped(code: String, price: Double, change: Double)
    /// Several were, at one look.
    case positionsStopped(codes: String, count: Int)
    /// The trading engine only closes; the detail is in the program's words.
    case engineReduces(cause: Halt.Cause, detail: String)
    /// A person has the trading engine close everything; the reason is theirs, and may be empty.
    case engineFlattened(by: String, reason: String)
    /// The trading engine sends no order.
    case engineHalted(cause: Halt.Cause, detail: String)
    /// It has no market data, as happens, and goes on by itself when they come.
    case engineBlind(detail: String)
    /// The broker is reached by the reserve.
    case engineOnReserve(channel: String)
    /// And by the main way again.
    case engineOnMain
    /// Its clock differs from the broker's.
    case engineClockAhead(seconds: Int)
    case engineClockBehind(seconds: Int)
    case engineClockRight
    /// The spread of some instruments stays wide; the figure is the widest of them.
    case engineWideSpread(codes: String, basisPoints: Int)
    /// The replay of the day says another thing than the engine did; the place is that of the first difference: `14:03:21, SBER`.
    case engineReplayDiffers(place: String, count: Int)
    case engineResumed(cause: Halt.Cause)
    case engineFailed(detail: String)
    case engineBack(afterMinutes: Int)

    /// The raw values are stored.
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case schedulerStarted, schedulerStopped, schedulerOff, schedulerSilent, schedulerBack
        case botBack, botDeaf, botChanged
        case jobFailed, silenceEnded, silenceLifted, clockResumed, backupDamaged
        case haltedDailyLoss, haltedDrawdown, haltedTotalLoss, haltedValueAtRisk
        case positionStopped, positionsStopped
        case engineReduces, engineFlattened, engineHalted, engineBlind, engineOnReserve, engineOnMain, engineResumed
        case engineWideSpread, engineClockAhead, engineClockBehind, engineClockRight
        case engineReplayDiffers
        case engineFailed, engineBack
    }

    package var kind: Kind { entry.kind }

    /// What the places of the sentence hold, by their names in the bot's words, which are stored too.
    package var places: [Place] { entry.places }

    private var entry: (kind: Kind, places: [Place]) {
        switch self {
        case .schedulerStarted(let time): (.schedulerStarted, [Place("detail", .time(time))])
        case .schedulerStopped(let time): (.schedulerStopped, [Place("detail", .time(time))])
        case .schedulerOff(let since): (.schedulerOff, [Place("since", .since(since))])
        case .schedulerSilent(let since): (.schedulerSilent, [Place("since", .since(since))])
        case .schedulerBack(let minutes): (.schedulerBack, [Place("minutes", .minutes(minutes))])
        case .botBack(let minutes): (.botBack, [Place("minutes", .minutes(minutes))])
        case .botDeaf(let since, let cause):
            (.botDeaf, [Place("since", .since(since)), Place("cause", .cause(cause))])
        case .botChanged: (.botChanged, [])
        case .jobFailed(let job, let detail):
            (.jobFailed, [Place("job", .text(job)), Place("detail", .technical(detail))])
        case .silenceEnded(let tally): (.silenceEnded, tally.places)
        case .silenceLifted(let tally, let person): (.silenceLifted, tally.places + [Place("who", .person(person))])
        case .clockResumed(let minutes): (.clockResumed, [Place("minutes", .minutes(minutes))])
        case .backupDamaged(let detail): (.backupDamaged, [Place("detail", .technical(detail))])
        case .haltedDailyLoss(let loss): (.haltedDailyLoss, loss.places)
        case .haltedDrawdown(let loss): (.haltedDrawdown, loss.places)
        case .haltedTotalLoss(let loss): (.haltedTotalLoss, loss.places)
        case .haltedValueAtRisk(let loss): (.haltedValueAtRisk, loss.places)
        case .positionStopped(let code, let price, let change):
            (
                .positionStopped,
                [Place("code", .text(code)), Place("price", .price(price)), Place("change", .change(change))]
            )
        case .positionsStopped(let codes, let count):
            (.positionsStopped, [Place("codes", .text(codes)), Place("count", .count(count))])
        case .engineReduces(let cause, let detail):
            (.engineReduces, [Place("cause", .haltCause(cause)), Place("detail", .technical(detail))])
        case .engineFlattened(let person, let reason):
            (.engineFlattened, [Place("who", .person(person)), Place("reason", .text(reason))])
        case .engineHalted(let cause, let detail):
            (.engineHalted, [Place("cause", .haltCause(cause)), Place("detail", .technical(detail))])
        case .engineBlind(let detail): (.engineBlind, [Place("detail", .technical(detail))])
        case .engineOnReserve(let channel): (.engineOnReserve, [Place("channel", .text(channel))])
        case .engineOnMain: (.engineOnMain, [])
        case .engineClockAhead(let seconds): (.engineClockAhead, [Place("seconds", .seconds(seconds))])
        case .engineClockBehind(let seconds): (.engineClockBehind, [Place("seconds", .seconds(seconds))])
        case .engineClockRight: (.engineClockRight, [])
        case .engineWideSpread(let codes, let basisPoints):
            (.engineWideSpread, [Place("codes", .text(codes)), Place("count", .count(basisPoints))])
        case .engineReplayDiffers(let place, let count):
            (.engineReplayDiffers, [Place("place", .text(place)), Place("count", .count(count))])
        case .engineResumed(let cause): (.engineResumed, [Place("cause", .haltCause(cause))])
        case .engineFailed(let detail): (.engineFailed, [Place("detail", .technical(detail))])
        case .engineBack(let minutes): (.engineBack, [Place("minutes", .minutes(minutes))])
        }
    }

    init(_ kind: Kind, _ stored: StoredPlaces) throws {
        switch kind {
        case .schedulerStarted: self = .schedulerStarted(at: try stored.time("detail"))
        case .schedulerStopped: self = .schedulerStopped(at: try stored.time("detail"))
        case .schedulerOff: self = .schedulerOff(since: stored.since("since"))
        case .schedulerSilent: self = .schedulerSilent(since: stored.since("since"))
        case .schedulerBack: self = .schedulerBack(afterMinutes: try stored.count("minutes"))
        case .botBack: self = .botBack(afterMinutes: try stored.count("minutes"))
        case .botDeaf: self = .botDeaf(since: stored.since("since"), cause: stored.cause("cause"))
        case .botChanged: self = .botChanged
        case .jobFailed: self = .jobFailed(job: stored.text("job"), detail: stored.text("detail"))
        case .silenceEnded: self = .silenceEnded(try SilenceTally(stored))
        case .silenceLifted: self = .silenceLifted(try SilenceTally(stored), by: stored.text("who"))
        case .clockResumed: self = .clockResumed(aheadByMinutes: try stored.count("minutes"))
        case .backupDamaged: self = .backupDamaged(detail: stored.text("detail"))
        case .haltedDailyLoss: self = .haltedDailyLoss(try Loss(stored))
        case .haltedDrawdown: self = .haltedDrawdown(try Loss(stored))
        case .haltedTotalLoss: self = .haltedTotalLoss(try Loss(stored))
        case .haltedValueAtRisk: self = .haltedValueAtRisk(try Loss(stored))
        case .positionStopped:
            self = .positionStopped(
                code: stored.text("code"),
                price: try stored.fraction("price"),
                change: try stored.fraction("change")
            )
        case .positionsStopped:
            self = .positionsStopped(codes: stored.text("codes"), count: try stored.count("count"))
        case .engineReduces:
            self = .engineReduces(cause: try stored.haltCause("cause"), detail: stored.text("detail"))
        case .engineFlattened: self = .engineFlattened(by: stored.text("who"), reason: stored.text("reason"))
        case .engineHalted:
            self = .engineHalted(cause: try stored.haltCause("cause"), detail: stored.text("detail"))
        case .engineBlind: self = .engineBlind(detail: stored.text("detail"))
        case .engineOnReserve: self = .engineOnReserve(channel: stored.text("channel"))
        case .engineOnMain: self = .engineOnMain
        case .engineClockAhead: self = .engineClockAhead(seconds: try stored.count("seconds"))
        case .engineClockBehind: self = .engineClockBehind(seconds: try stored.count("seconds"))
        case .engineClockRight: self = .engineClockRight
        case .engineWideSpread:
            self = .engineWideSpread(codes: stored.text("codes"), basisPoints: try stored.count("count"))
        case .engineReplayDiffers:
            self = .engineReplayDiffers(place: stored.text("place"), count: try stored.count("count"))
        case .engineResumed: self = .engineResumed(cause: try stored.haltCause("cause"))
        case .engineFailed: self = .engineFailed(detail: stored.text("detail"))
        case .engineBack: self = .engineBack(afterMinutes: try stored.count("minutes"))
        }
    }
}
