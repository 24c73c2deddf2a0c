import Bot
import Exchange
import Market
import Platform

/// The product's clock against the `Date` of Telegram's and of the exchange's answers.
enum ClockCheck {
    static let check = DoctorCheck("clock", limit: .seconds(12)) { room in
        if case .followed = room.settings.general.clock {
            return [.ok(Said("часы песочницы", "the sandbox's clock"))]
        }
        if let scaled = room.clock as? ScaledClock, scaled.anchor.speed != 1 {
            return [.ok(Said("ускоренные часы, не сверяются", "a clock of another speed, not compared"))]
        }
        async let telegram = look(room.settings.telegram.baseURL, with: room.http, clock: room.clock)
        async let exchange = look(room.settings.moex.publicSite, with: room.exchangeHTTP, clock: room.clock)
        return [
            judge(try await telegram, of: "telegram"), judge(try await exchange, of: "exchange"),
        ]
    }

    /// How far the server's clock is ahead of ours, and how far that can be wrong.
    struct Skew: Hashable, Sendable {
        let ahead: Duration
        let uncertainty: Duration
    }

    /// nil where there is no answer, or none that tells the time.
    private static func look(_ url: String, with http: HTTPClient, clock: any MarketClock) async throws -> Skew? {
        let sent = clock.now
        do {
            let request = HTTPRequest(url: url + "/", timeout: DoctorRoom.requestLimit, maximumResponseBytes: 1 << 20)
            let answer = try await http.send(request)
            return skew(date: answer.header("Date"), sent: sent, received: clock.now)
        } catch is HTTPError {
            return nil  // Told by the checks that need the answer.
        }
    }

    /// `Date` has whole seconds: it was true half a second later on average, halfway between question and answer.
    static func skew(date: String?, sent: Timestamp, received: Timestamp) -> Skew? {
        guard let instant = date.flatMap(HTTPDate.instant) else { return nil }
        let halfTrip = sent.duration(to: received) / 2
        let ours = sent + halfTrip
        return Skew(ahead: ours.duration(to: instant + .milliseconds(500)), uncertainty: halfTrip + .milliseconds(500))
    }

    static func judge(_ skew: Skew?, of subject: String) -> Finding {
        guard let skew else {
            return .warn(
                Said("сервер не сказал времени, не сверено", "the server did not tell the time, not compared"),
                of: subject
            )
        }
        let distance = skew.ahead < .zero ? Duration.zero - skew.ahead : skew.ahead
        let certain = distance > skew.uncertainty ? distance - skew.uncertainty : .zero
        let seconds = Int(distance.inSeconds.rounded())
        let isBehind = skew.ahead > .zero
        let said = Said(
            "наши часы \(isBehind ? "отстают" : "спешат") на \(seconds) с",
            "our clock is \(seconds) s \(isBehind ? "behind" : "ahead")"
        )
        let advice = Said("включите NTP: timedatectl set-ntp true", "switch NTP on: timedatectl set-ntp true")
        if certain >= .seconds(30) { return .fail(said, advice, of: subject) }
        if certain >= .seconds(3) { return .warn(said, advice, of: subject) }
        return .ok(Said("расхождение в пределах секунд", "agrees within seconds"), of: subject)
    }
}
