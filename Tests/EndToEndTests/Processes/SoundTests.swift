import FoundationEssentials
import TestKit
import Testing

extension EndToEnd {
    /// How often a day makes the phones sound: the real scheduler, outbox and bot on a replay's clock.
    @Suite("Sounds of a day", .timeLimit(.minutes(10)))
    struct SoundTests {
        /// A day of `docs/rehearsals`, and what the group may get of it at most.
        struct Day: CustomTestStringConvertible {
            let name: String
            let until: String
            /// Messages without pictures and answers, and those of them that make a sound.
            let messages: Int
            let sounds: Int

            var testDescription: String { name }
        }

        private struct Summary: Decodable {
            let messages: Int
            let pictures: Int
            let answers: Int
            let sounds: Int
        }

        @Test(
            "no day is louder than this",
            arguments: [
                // EQ and FO stand still for two hours, and nobody takes it.
                Day(name: "storm", until: "14:00", messages: 8, sounds: 8),
                // Eight faults, among them a hole that is a late feed at first.
                Day(name: "bad-day", until: "23:58", messages: 18, sounds: 12),
                // hi2 is there, and the day's two reports.
                Day(name: "quiet-day", until: "23:58", messages: 3, sounds: 0),
            ]
        )
        func day(_ day: Day) async throws {
            let faults = "\(Rig.packageRoot)/docs/rehearsals/\(day.name).json"
            let arguments = ["rehearse", "--date", "2024-07-15", "--until", day.until, "--json", "--faults", faults]
            let played = try await MayakProcess.run(arguments, directory: Rig.packageRoot)
            #expect(played.status == 0, "\(played.errors)")
            let summary = try JSONDecoder().decode(Summary.self, from: Data(played.output))
            let messages = summary.messages - summary.pictures - summary.answers
            print("\(day.name): \(messages) messages, \(summary.sounds) sounds")
            #expect(messages <= day.messages)
            #expect(summary.sounds <= day.sounds)
        }
    }
}
