import Learning
import Testing

@Suite("Page of a training")
struct TrainingPageTests {
    private func result(limit: Int = .max) throws -> TrainingResult {
        var options = TrainingOptions()
        options.members = [.linear, .gbdt]
        options.folds = 2
        options.rounds = 20
        return try TrainingRun(try PlantedRows.planted(count: 600), options).run(CountingWatch(limit: limit))
    }

    @Test("shows every picture that there is, in both languages", arguments: TrainingLanguage.allCases)
    func pictures(_ language: TrainingLanguage) throws {
        let files = try TrainingPage(try result(), language).files()
        #expect(
            files.map(\.name) == [
                "reliability.png", "linear_flow.png", "gbdt_features.png", "importance.png", "report.html",
            ]
        )
        let html = String(decoding: try #require(files.last).bytes, as: UTF8.self)
        for file in files.dropLast() {
            #expect(html.contains("src=\"\(file.name)\"") && file.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        }
        #expect(
            html.contains("lang=\"\(language.rawValue)\"")
                && html.contains("gbdt_features.float16.json") != html.contains("gbdt_features.int8.json")
        )
    }

    @Test("of a training that was ended early says so")
    func partial() throws {
        let files = try TrainingPage(try result(limit: 5), .english).files()
        let html = String(decoding: try #require(files.last).bytes, as: UTF8.self)
        #expect(html.contains("Ended early") && !files.contains { $0.name == "reliability.png" })
    }

    @Test("net results are those of each decision less its cost")
    func net() {
        let payoffs = [(3.0, 1.0), (2, 0.5), (-4, 1), (5, 1)].map { TrainingSet.Payoff(move: $0.0, cost: $0.1) }
        let net = NetPayoff([1, 0, -1, -1], payoffs)
        #expect(net.trades == 3 && net.gross == 2 && net.net == -1 && net.path == [2, 2, 5, -1])
    }
}
