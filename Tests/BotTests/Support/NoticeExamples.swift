import Market
import Store

extension Notice {
    /// A notice of each kind, by default with the longest words that its places meet.
    ///
    /// - Parameter detail: the program's words.
    static func example(
        _ kind: Kind,
        job: String = "calendar_sync",
        detail: String = "15:45",
        person: String = "Александр (1002)"
    ) -> Notice {
        let since = Since.words("20.11 15:45")
        let time = TimeOfDay("15:45") ?? .midnight
        let loss = Loss(loss: 0.1234, limit: 0.28)
        let tally = SilenceTally(scope: "FO orderstats", firing: 12, closed: 12)
        return switch kind {
        case .schedulerStarted: .schedulerStarted(at: time)
        case .schedulerStopped: .schedulerStopped(at: time)
        case .schedulerOff: .schedulerOff(since: since)
        case .schedulerSilent: .schedulerSilent(since: since)
        case .schedulerBack: .schedulerBack(afterMinutes: 119)
        case .botBack: .botBack(afterMinutes: 119)
        case .botDeaf: .botDeaf(since: since, cause: .other)
        case .botChanged: .botChanged
        case .jobFailed: .jobFailed(job: job, detail: detail)
        case .silenceEnded: .silenceEnded(tally)
        case .silenceLifted: .silenceLifted(tally, by: person)
        case .clockResumed: .clockResumed(aheadByMinutes: 119)
        case .backupDamaged: .backupDamaged(detail: detail)
        case .haltedDailyLoss: .haltedDailyLoss(loss)
        case .haltedDrawdown: .haltedDrawdown(loss)
        case .haltedTotalLoss: .haltedTotalLoss(loss)
        case .haltedValueAtRisk: .haltedValueAtRisk(loss)
        case .positionStopped: .positionStopped(code: "TATNP", price: 12_345.678, change: -0.0512)
        case .positionsStopped: .positionsStopped(codes: "TATNP MTLRP RTKMP +17", count: 20)
        case .engineReduces: .engineReduces(cause: .mismatch, detail: detail)
        case .engineFlattened: .engineFlattened(by: person, reason: "")
        case .engineHalted: .engineHalted(cause: .killSwitch, detail: detail)
        case .engineBlind: .engineBlind(detail: detail)
        case .engineOnReserve: .engineOnReserve(channel: "lte")
        case .engineOnMain: .engineOnMain
        case .engineClockAhead: .engineClockAhead(seconds: 3_599)
        case .engineClockBehind: .engineClockBehind(seconds: 3_599)
        case .engineClockRight: .engineClockRight
        case .engineWideSpread: .engineWideSpread(codes: "TATNP MTLRP RTKMP +17", basisPoints: 1_234)
        case .engineReplayDiffers: .engineReplayDiffers(place: "14:03:21, TATNP", count: 12_345)
        case .engineResumed: .engineResumed(cause: .mismatch)
        case .engineFailed: .engineFailed(detail: detail)
        case .engineBack: .engineBack(afterMinutes: 119)
        }
    }
}
