import Exchange
import Market
import Platform

/// The broker's token, certificates and account.
enum BrokerCheck {
    static let check = DoctorCheck("broker", limit: .seconds(20)) { room in
        let options = room.settings.broker
        guard options.token != nil else { return [absent] }
        return [judge(await look(options, in: room))]
    }

    /// What came of asking the broker for its accounts.
    enum Answer: Hashable, Sendable {
        /// The account that orders would go to.
        case account(String, certificate: Certificate)
        case failed(TInvestError)
        case other(String)
    }

    /// What is known of the CA file.
    enum Certificate: Hashable, Sendable {
        /// It holds the root whose fingerprint is published.
        case known
        /// It does not, or none is needed.
        case other, unneeded
    }

    static let absent = Finding.ok(
        Said(
            "брокер не настроен (TINVEST_TOKEN), заявки только на бумаге",
            "no broker (TINVEST_TOKEN): orders stay on paper"
        )
    )

    private static func look(_ options: TInvestOptions, in room: DoctorRoom) async -> Answer {
        let http = HTTPClient(options: options.connection)
        var once = options
        once.maximumTries = 1
        let log = Log(component: "doctor", threshold: .critical, clock: room.clock)
        let answer: Answer
        do {
            let client = try TInvestClient(options: once, http: http, clock: SystemClock(), log: log)
            let account = try await TInvestAccount.choose(client)
            answer = .account(account.id, certificate: certificate(of: options))
        } catch let error as TInvestError {
            answer = .failed(error)
        } catch {
            answer = .other("\(error)")
        }
        await http.shutdown()
        return answer
    }

    private static func certificate(of options: TInvestOptions) -> Certificate {
        guard options.isTheBroker, let file = options.certificateFile else { return .unneeded }
        // What cannot be read is said by the connection itself.
        let text = (try? FileBytes.readText(file, limit: 1 << 20)) ?? ""
        return PEMCertificates.fingerprints(in: text).contains(TInvestOptions.rootFingerprint) ? .known : .other
    }

    static func judge(_ answer: Answer) -> Finding {
        switch answer {
        case .account(let id, .other):
            return .warn(
                Said(
                    "счёт \(id) доступен, но в broker.ca_file нет корневого сертификата с известным отпечатком",
                    "account \(id) can be reached, but broker.ca_file lacks the root certificate of the known fingerprint"
                ),
                Said(
                    "сверьте файл с https://www.gosuslugi.ru/crt",
                    "compare the file with https://www.gosuslugi.ru/crt"
                )
            )
        case .account(let id, _): return .ok(Said("счёт \(id) доступен", "account \(id) can be reached"))
        case .failed(let error):
            return .fail(
                Said(both: error.detail),
                Said(
                    "исправьте названное; docs/broker.md говорит, где что взять",
                    "mend what it names; docs/broker.md says where to get it"
                ),
                isConfiguration: [.misconfigured, .unauthorized, .tls].contains(error.kind)
            )
        case .other(let words):
            return .fail(Said(both: words), Said("повторите проверку", "check again"))
        }
    }
}

/// Certificates of a PEM file (RFC 7468).
enum PEMCertificates {
    /// SHA-256 of each certificate, in lower case; broken ones are left out.
    static func fingerprints(in text: String) -> [String] {
        text.split(separator: "-----BEGIN CERTIFICATE-----").dropFirst().compactMap { part in
            guard let end = part.firstRange(of: "-----END CERTIFICATE-----") else { return nil }
            let body = part[..<end.lowerBound].filter { !$0.isWhitespace }
            guard let bytes = Base64.standard.decode(body) else { return nil }
            // OpenSSL's digest fails only without memory; then there is no fingerprint to compare.
            return try? FileDigest.sha256(bytes)
        }
    }
}
