import TestKit
import Testing

extension EndToEnd {
    /// `mayak rehearse` gives the same bytes whenever it plays the same day.
    @Suite("Rehearsals", .timeLimit(.minutes(10)))
    struct RehearsalTests {
        @Test("the same day twice is the same bytes", arguments: ["quiet-day", "bad-day"])
        func twice(day: String) async throws {
            let faults = "\(Rig.packageRoot)/docs/rehearsals/\(day).json"
            let arguments = ["rehearse", "--date", "2024-07-15", "--until", "13:30", "--faults", faults]
            let first = try await MayakProcess.run(arguments, directory: Rig.packageRoot)
            let second = try await MayakProcess.run(arguments, directory: Rig.packageRoot)
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.output == second.output)
            #expect(first.text.contains("no alerts") == (day == "quiet-day"))
            #expect(first.text.contains("outbox left 0, dead 0"))
        }

        @Test("what the script's people do is possible in both languages", arguments: ["ru", "en"])
        func people(language: String) async throws {
            let faults = "\(Rig.packageRoot)/docs/rehearsals/closed-at-noon.json"
            let arguments = ["rehearse", "--until", "15:10", "--language", language, "--faults", faults]
            let played = try await MayakProcess.run(arguments, directory: Rig.packageRoot)
            #expect(played.status == 0, "\(played.errors)")
            #expect(!played.text.contains("not possible"), "\(played.text.suffix(1500))")
        }

        @Test("another seed is another day, so the comparison can fail")
        func seeds() async throws {
            let arguments = ["rehearse", "--until", "10:30", "--json", "--seed"]
            let first = try await MayakProcess.run(arguments + ["1"], directory: Rig.packageRoot)
            let second = try await MayakProcess.run(arguments + ["2"], directory: Rig.packageRoot)
            #expect(first.status == 0 && second.status == 0)
            #expect(first.output != second.output)
        }
    }
}
