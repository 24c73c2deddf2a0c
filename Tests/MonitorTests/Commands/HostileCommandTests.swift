import Market
import Platform
import Scheduling
import Store
import TestKit
import Testing

@testable import Monitor

@Suite("Commands with hostile numbers and dates", .timeLimit(.minutes(5)))
struct HostileCommandTests {
    @Test("end finished, whatever they carry")
    func walk() async throws {
        let numbers: [Int64] = [.min, .max, -1, 0, 1, 4_294_967_296]
        let dates = ["0001-01-01", "1701-05-05", "1900-01-01", "2024-07-15", "2199-12-31", "2262-04-12", "9999-12-31"]
            .compactMap { CivilDate(stored: $0) }
        var commands: [SchedulerCommand] = [.unreadable]
        for number in numbers {
            let minutes = SilenceSpan.minutes(Int(number))
            commands += [
                .alert(.acknowledge(alert: number)), .alert(.acknowledgeOne(alert: number)),
                .alert(.endSilences(ids: [number])),
                .alert(.recheck(alert: number)), .alert(.silenceAlert(alert: number, until: minutes)),
                .alert(.silence(rule: nil, market: .equities, endpoint: nil, until: minutes, reason: "")),
            ]
        }
        for date in dates {
            for span in [ReportRequest.Span.day, .week] {
                let request = ReportRequest(
                    span: span,
                    date: date,
                    target: .group,
                    replyTo: .min,
                    key: "\(span) \(date)"
                )
                commands.append(.report(request))
            }
        }
        try await withRig("12:00:30") { rig in
            for command in commands {
                let id = try await rig.store.commands.post(command, author: "Вера (9)", channel: .telegram)
                let handler = try rig.commands
                for record in try await rig.store.commands.claim() { await handler.handle(record) }
                let state = try #require(try await rig.store.commands.command(id)).state
                #expect(state != .claimed && state != .failed, "\(command)")
            }
        }
    }
}
