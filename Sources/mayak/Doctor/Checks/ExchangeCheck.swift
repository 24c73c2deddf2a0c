import Exchange
import Market
import Platform

/// The AlgoPack key or the passport login, and the subscription for each data set that Mayak watches.
enum ExchangeCheck {
    static let check = DoctorCheck("exchange", atStart: [.scheduler], limit: .seconds(30)) { room in
        guard room.exchange.options.iss.authorization != .none else { return [absent] }
        let date = MoscowTime.date(of: room.clock.now)
        let feeds = room.isAtStart ? [Feed(.equities, .tradestats)] : Feed.all
        let answers = try await ask(feeds, on: date, in: room)
        let way = room.exchange.options.iss.authorization == .key ? "MOEX_API_KEY" : "MOEX_PASSPORT_LOGIN"
        return judge(answers, way: way)
    }

    /// What came of one question about a data set.
    enum Answer: Hashable, Sendable {
        /// Rights are there, whether or not there were rows.
        case granted
        /// An answer, marked by the exchange as one without rights.
        case denied
        case failed(ExchangeError)
    }

    static let absent = Finding.fail(
        Said("нет ни MOEX_API_KEY, ни MOEX_PASSPORT_LOGIN", "neither MOEX_API_KEY nor MOEX_PASSPORT_LOGIN is set"),
        Said("ключ AlgoPack выдают на data.moex.com", "data.moex.com gives an AlgoPack key"),
        isConfiguration: true
    )

    /// Makes one request for each data set.
    ///
    /// With a key each has a client of its own: after a refusal a client asks nothing more for minutes, which would hide what
    /// the other data sets say. A passport has one, or it would log in a dozen times.
    private static func ask(
        _ feeds: [Feed],
        on date: CivilDate,
        in room: DoctorRoom
    ) async throws -> [(feed: Feed, answer: Answer)] {
        let shared = room.exchange
        let hasKey = shared.options.iss.authorization == .key
        let pause = Duration.seconds(1 / max(shared.options.iss.requestsPerSecond, 1))
        let places = Array(feeds.enumerated()).map { (place: $0.offset, feed: $0.element) }
        return try await places.concurrentMap(limit: hasKey ? 4 : 2) { item in
            if hasKey { try await SystemClock().sleep(for: pause * min(item.place, 1)) }
            let client = hasKey ? room.exchange : shared
            do {
                let request = AlgoPackRequests.market(item.feed, on: date, latestOnly: true)
                let answer = try await client.iss.get(request)
                return (item.feed, answer.isDegraded ? .denied : .granted)
            } catch let error as ExchangeError {
                return (item.feed, .failed(error))
            }
        }
    }

    /// A line for what all data sets share, or one for each.
    static func judge(_ answers: [(feed: Feed, answer: Answer)], way: String) -> [Finding] {
        let granted = answers.filter { $0.answer == .granted }
        let causes = Set(answers.map { cause(of: $0.answer) })
        // Where nothing is granted, a refused login is why, whatever else is wrong.
        let shared = answers.first { cause(of: $0.answer) == (causes == [.host] ? .host : .login) }
        if granted.isEmpty, let shared { return [judge(shared.answer, of: nil, way: way)] }
        let login = Finding.ok(Said("\(way) принят", "\(way) is accepted"))
        return (granted.isEmpty ? [] : [login]) + answers.map { judge($0.answer, of: $0.feed.description, way: way) }
    }

    private static func cause(of answer: Answer) -> ExchangeError.Cause? {
        switch answer {
        case .granted: nil
        case .denied: .entitlement
        case .failed(let error): error.cause
        }
    }

    static func judge(_ answer: Answer, of subject: String?, way: String) -> Finding {
        switch answer {
        case .granted: return .ok(Said("подписка есть", "subscribed"), of: subject)
        case .denied:
            return .fail(
                Said("у логина нет прав (denied)", "the login has no rights (denied)"),
                Said("проверьте подписку на бирже", "look at the subscription with the exchange"),
                of: subject
            )
        case .failed(let error): return judge(error, of: subject, way: way)
        }
    }

    private static func judge(_ error: ExchangeError, of subject: String?, way: String) -> Finding {
        let code = error.status.map { " (\($0))" } ?? ""
        if error.isHeldBack {
            return .warn(
                Said("не спрошено после отказа", "not asked after a refusal"),
                Said("устраните отказ выше", "mend the refusal above"),
                of: subject
            )
        }
        switch error.cause {
        case .login:
            return .fail(
                Said("биржа не принимает \(way)\(code)", "the exchange refuses \(way)\(code)"),
                Said(
                    "обновите ключ или пароль; проверьте MOEX_BASE_URL",
                    "renew the key or the password; look at MOEX_BASE_URL"
                ),
                of: subject
            )
        case .entitlement:
            return .fail(
                Said("подписки нет\(code)", "no subscription\(code)"),
                Said("закажите её у биржи или заглушите правило", "order it from the exchange, or silence its rule"),
                of: subject
            )
        case .rateLimit:
            return .warn(
                Said("слишком много запросов\(code)", "too many requests\(code)"),
                Said("повторите через несколько минут", "try again in some minutes"),
                of: subject
            )
        case .host:
            return .fail(
                Said("биржа не отвечает: \(error.detail)", "the exchange does not answer: \(error.detail)"),
                Said("проверьте сеть, прокси и MOEX_BASE_URL", "look at the network, the proxy and MOEX_BASE_URL"),
                of: subject
            )
        case .payload, .configuration:
            return .fail(
                Said("непонятный ответ\(code): \(error.detail)", "an answer of another kind\(code): \(error.detail)"),
                Said("проверьте MOEX_BASE_URL", "look at MOEX_BASE_URL"),
                of: subject
            )
        }
    }
}
