import Bot
import Market
import Platform

/// Looks, in the background, at what can be wrong with the set-up when a process starts: a line in the log for each.
struct StartCheck: Service {
    let role: DoctorCheck.Role
    let settings: Settings
    let clock: any MarketClock
    let log: Log

    func run() async throws {
        let room = DoctorRoom(settings: settings, clock: clock, isAtStart: true)
        let found = await Doctor(DoctorCheck.all.filter { $0.atStart.contains(role) }).findings(in: room)
        await room.leave()
        try Task.checkCancellation()
        let report = DoctorReport(findings: found, language: .english, secrets: room.secrets)
        for finding in found where finding.state != .ok {
            log.warning(
                "Set-up is not right",
                [
                    "check": finding.check, "subject": finding.subject ?? "", "state": finding.state.rawValue,
                    "found": report.clean(finding.said.english), "do": report.clean(finding.advice?.english ?? ""),
                ]
            )
        }
        // The first service to end would end the process.
        while true { try await SystemClock().sleep(for: .hours(24)) }
    }
}
