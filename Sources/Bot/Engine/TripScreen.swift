import Market
import Operations
import Store

/// A position of the engine in lines.
struct TripLines {
    let trip: EngineTrip
    let wording: Wording

    /// Two or three lines for a list.
    var short: [String] { [head(wording.gain(trip.gain))] + [prices] + stop }

    fileprivate func head(_ words: String) -> String {
        let icon = trip.gain < .zero ? "🔻" : "🔺"
        return "\(icon) <b>\(HTMLText.escape(trip.instrument))</b> \(HTMLText.escape(words)) · \(size(trip.lots))"
    }

    fileprivate func size(_ lots: Double) -> String {
        "\(wording.html(trip.side == .buy ? EnginePhrase.long : .short)) · \(HTMLText.escape(wording.lots(lots)))"
    }

    fileprivate var prices: String {
        func text(_ price: Price?) -> String { price.map { wording.price($0) } ?? "—" }
        return wording.html(EnginePhrase.entry, ["entry": text(trip.entry), "mark": text(trip.mark)])
    }

    fileprivate var stop: [String] {
        trip.stop.map { [wording.html(EnginePhrase.stop, ["stop": wording.price($0)])] } ?? []
    }
}

/// The one message of a position, from its opening to its close; no sound, since a person need not do anything.
struct TripScreen {
    let trip: EngineTrip
    let now: Timestamp
    let wording: Wording

    var message: RenderedMessage {
        RenderedMessage(html: lines.joined(separator: "\n"), keyboard: keyboard, isSilent: true)
    }

    private var lines: [String] {
        let words = TripLines(trip: trip, wording: wording)
        let today = MoscowTime.date(of: now)
        guard let end = trip.closedAt else {
            let time = wording.moscow(trip.openedAt, today: today)
            return words.short + [wording.html(EnginePhrase.opened, ["time": time])]
        }
        let icon = trip.gain < .zero ? "🔻" : "🟢"
        let closed = wording.html(EnginePhrase.closedGain, ["gain": wording.gain(trip.gain)])
        return [
            "\(icon) <b>\(HTMLText.escape(trip.instrument))</b> \(closed)", words.size(trip.mostLots), words.prices,
            wording.html(
                EnginePhrase.openedClosed,
                ["from": wording.clock(trip.openedAt, today: today), "till": wording.moscow(end, today: today)]
            ),
        ]
    }

    private var keyboard: [[RenderedMessage.Button]] {
        guard trip.isOpen else { return [] }
        let half = TripRoute(trip: trip.number, isHalf: true)
        let all = TripRoute(trip: trip.number, isHalf: false)
        return [
            [
                RenderedMessage.Button(label: wording.text(EnginePhrase.half), data: half.payload),
                RenderedMessage.Button(label: wording.text(EnginePhrase.close), data: all.payload),
            ]
        ]
    }
}

/// What the engine has traded on a day: one message, drawn anew while the day goes on.
struct TradingDayScreen {
    let engine: EngineAnswer
    let date: CivilDate
    let now: Timestamp
    let wording: Wording

    var message: RenderedMessage {
        let title = wording.html(EnginePhrase.dayTitle, ["date": wording.shortDate(date)])
        let lines = ["⚪ <b>\(title)</b>"] + EngineBlock(engine: engine, now: now, wording: wording).gains
        return RenderedMessage(html: lines.joined(separator: "\n"), isSilent: true)
    }
}
