package import Platform

/// A training's page and its pictures: one column that fits a phone, no script, nothing from elsewhere.
package struct TrainingPage {
    private let result: TrainingResult
    private let language: TrainingLanguage

    package init(_ result: TrainingResult, _ language: TrainingLanguage) {
        self.result = result
        self.language = language
    }

    /// The page and every picture that it shows.
    ///
    /// - Throws: ``DrawingError`` where nothing can be drawn.
    package func files() throws(DrawingError) -> [TrainingResult.OutputFile] {
        var files: [TrainingResult.OutputFile] = []
        for (name, _, draw) in pictures { files.append(TrainingResult.OutputFile(name: name, bytes: try draw())) }
        return files + [TrainingResult.OutputFile(name: "report.html", bytes: Array(html.utf8))]
    }

    private typealias Picture = (name: String, text: String, draw: () throws(DrawingError) -> [UInt8])

    private var pictures: [Picture] {
        var pictures: [Picture] = []
        if let ensemble = judged.ensemble {
            pictures.append(("reliability.png", language.reliability, reliability(ensemble).png))
        }
        if let net { pictures.append(("pnl.png", language.net, net.png)) }
        for member in result.members where !member.curve.isEmpty {
            pictures.append(("\(member.name.stem).png", "\(member.name.stem): \(language.curve)", curve(member).png))
        }
        if let importance { pictures.append(("importance.png", language.importance, importance.png)) }
        return pictures
    }

    /// The members and the ensemble on the rows held out, or else on those of all folds.
    private var judged: (members: [Judgement], ensemble: Judgement?) {
        if let holdout = result.holdout { return (holdout.members, holdout.ensemble) }
        return (result.calibrated.isEmpty ? result.raw : result.calibrated, result.ensemble)
    }

    private func curve(_ member: FittedMember) -> LinePicture {
        func points(_ value: (CurvePoint) -> Double) -> [(x: Double, y: Double)] {
            member.curve.enumerated().map { (Double($0 + 1), value($1)) }
        }
        return LinePicture(
            "\(member.name.stem): \(language.curve)",
            [
                .init(language.training, LinePicture.Shade.lines[0], points(\.training)),
                .init(language.validation, LinePicture.Shade.lines[1], points(\.validation)),
            ]
        )
    }

    private func reliability(_ ensemble: Judgement) -> LinePicture {
        let tables = ensemble.measures.reliability
        let labels = tables.count == 1 ? [result.set.classes[1]] : result.set.classes
        let lines = zip(tables, labels).enumerated().map { place, pair in
            LinePicture.Series(
                "\(pair.1)",
                LinePicture.Shade.lines[place],
                pair.0.bins.map { ($0.probability, $0.share) }
            )
        }
        let guide = LinePicture.Series("", LinePicture.Shade.quiet, [(0, 0), (1, 1)], isDashed: true)
        return LinePicture(language.reliability, lines + [guide])
    }

    private var net: LinePicture? {
        guard let path = judged.ensemble?.payoff?.path else { return nil }
        func series(_ name: String, _ place: Int, _ path: [Double]) -> LinePicture.Series {
            .init(name, LinePicture.Shade.lines[place], path.enumerated().map { (Double($0 + 1), $1) })
        }
        var lines = [series(language.ensemble, 0, path)]
        if let base = result.members.firstIndex(where: { $0.name == .linear }),
            let path = judged.members[base].payoff?.path
        {
            lines.append(series(MemberName.linear.stem, 1, path))
        }
        return LinePicture(language.net, lines)
    }

    private var importance: BarPicture? {
        guard let member = result.members.first(where: { $0.name == .gbdt }) else { return nil }
        let gains = TreeGains.byFeature(member.bytes, count: result.set.featureCount)
        return BarPicture(language.importance, zip(result.set.names, gains).map { ($0, $1) })
    }

    private var html: String {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(language.title)</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <h1>\(language.title)</h1>
        <p>\(language.rows(result.set.count, result.set.featureCount, result.set.instrumentCount))</p>
        \(result.isPartial ? "<p><b>\(language.partial)</b></p>" : "")
        <h2>\(result.holdout == nil ? language.measures : language.heldOut)</h2>
        \(Self.table(["model", "weight", "log_loss", "brier", "ece_10", "accuracy", "majority", "net_bps"], rows))
        \(pictures.map(Self.picture).joined(separator: "\n"))
        \(quantised)
        </body>
        </html>

        """
    }

    private var rows: [[String]] {
        var rows: [[String]] = []
        for (place, member) in result.members.enumerated() {
            let judgement = judged.members.indices.contains(place) ? judged.members[place] : nil
            rows.append([member.name.stem, LinePicture.text(result.weights[place])] + Self.cells(judgement))
        }
        rows.append([language.ensemble, ""] + Self.cells(judged.ensemble))
        return rows
    }

    private var quantised: String {
        guard !result.quantised.isEmpty else { return "" }
        let rows = result.quantised.map { member in
            [
                member.fileName, LinePicture.text(member.before.measures.accuracy),
                LinePicture.text(member.after.measures.accuracy), LinePicture.text(member.before.measures.logLoss),
                LinePicture.text(member.after.measures.logLoss),
            ]
        }
        let head = ["file", "accuracy_before", "accuracy", "log_loss_before", "log_loss"]
        return "<h2>\(language.quantised)</h2>\n\(Self.table(head, rows))"
    }

    private static func cells(_ judgement: Judgement?) -> [String] {
        guard let judgement else { return ["", "", "", "", "", ""] }
        let measures = judgement.measures
        let values = [measures.logLoss, measures.brier, measures.expectedError, measures.accuracy, measures.majority]
        return values.map(LinePicture.text) + [judgement.payoff.map { LinePicture.text($0.net) } ?? ""]
    }

    private static func table(_ head: [String], _ rows: [[String]]) -> String {
        func line(_ cells: [String], _ tag: String) -> String {
            "<tr>\(cells.map { "<\(tag)>\($0)</\(tag)>" }.joined())</tr>"
        }
        let lines = [line(head, "th")] + rows.map { line($0, "td") }
        return "<div class=\"wide\"><table>\n\(lines.joined(separator: "\n"))\n</table></div>"
    }

    private static func picture(_ picture: Picture) -> String {
        "<img src=\"\(picture.name)\" width=\"\(LinePicture.width)\" height=\"\(LinePicture.height)\" alt=\"\(picture.text)\">"
    }

    private static let style = """
        body { font: 16px/1.45 system-ui, sans-serif; color: #1f2933; max-width: 760px; margin: 0 auto; padding: 12px }
        h1 { font-size: 1.35rem } h2 { font-size: 1.1rem }
        img { width: 100%; height: auto; margin: 8px 0 }
        .wide { overflow-x: auto }
        table { border-collapse: collapse; width: 100%; font-size: 0.85rem }
        td, th { padding: 4px 6px; border-bottom: 1px solid #e4e7eb; text-align: right; font-variant-numeric: tabular-nums }
        td:first-child, th:first-child { text-align: left }
        """
}

/// What the splits of boosted trees gained, by feature.
enum TreeGains {
    /// From XGBoost's document, which was read as a model before.
    static func byFeature(_ bytes: [UInt8], count: Int) -> [Double] {
        var gains = [Double](repeating: 0, count: count)
        // Bytes that our own writer made are whole JSON; without it there is nothing to show.
        guard let document = try? JSON.parse(bytes) else { return gains }
        let path = ["learner", "gradient_booster", "model", "trees"]
        for tree in path.reduce(document, { $0[$1] ?? .null }).array ?? [] {
            let children = tree["left_children"]?.array ?? []
            let features = tree["split_indices"]?.array ?? []
            for (place, gain) in (tree["loss_changes"]?.array ?? []).enumerated()
            where children.indices.contains(place) && features.indices.contains(place) && children[place].int != -1 {
                guard let feature = features[place].int, gains.indices.contains(Int(feature)) else { continue }
                gains[Int(feature)] += gain.double ?? 0
            }
        }
        return gains
    }
}
