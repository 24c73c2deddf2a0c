import Market
import Store

/// The bot's process has sent no heartbeat for too long.
///
/// That its polls fail while it lives, the bot tells by itself.
struct BotSilenceRule: RuleFamily, StandingCheck {
    static let policies: [AlertRule: AlertPolicy] = [.botSilent: AlertPolicy(ticksToClose: 1, recheck: .watch)]

    private let processes: ProcessStore
    private var span: WatchSpan

    init(processes: ProcessStore, period: Duration) {
        self.processes = processes
        span = WatchSpan(period: period)
    }

    mutating func look(at now: Timestamp, on date: CivilDate) async throws -> [Verdict] {
        let isAwake = span.look(at: now)
        let beats = try await processes.heartbeats().filter {
            $0.process == .bot || $0.process == .botProcess
        }
        guard let silence = beats.map({ $0.silence(at: now) }).min() else { return [] }
        let key = AlertKey(.botSilent)
        guard silence > span.period else { return [.good(key)] }
        return isAwake ? [.bad(key, value: silence.inSeconds, limit: span.period.inSeconds)] : []
    }
}
