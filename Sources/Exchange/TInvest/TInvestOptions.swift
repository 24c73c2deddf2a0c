package import Platform

/// How the broker (T-Invest) is reached, the section `broker`.
package struct TInvestOptions: ConfigurationSection {
    /// The token (`TINVEST_TOKEN`); default none, and then there is no broker.
    package var token: Secret<String>?
    /// The account to trade on; default the only open one that the token has full access to.
    package var account: String?
    /// Where REST and streams are, without their paths.
    package var baseURL = "https://invest-public-api.tbank.ru"
    /// A PEM file with the certificates that the broker's chain ends in; trusted on connections to the broker alone.
    package var certificateFile: String?
    /// Sent as `x-app-name`, for the broker's statistics.
    package var applicationName = "mayak"
    /// Tries of one question, the first included; default 3.
    ///
    /// Orders are never repeated by themselves.
    package var maximumTries = 3
    /// The wait before the second try; it doubles; default 0.5 s.
    package var firstRetryDelay = Duration.milliseconds(500)
    /// The longest wait that a refusal for too many calls is met with by waiting; default 60 s.
    package var longestRateWait = Duration.seconds(60)

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        token = reader.secret("broker.token", "TINVEST_TOKEN", "Token of T-Invest; without it there is no broker")
        account = reader.optionalText(
            "broker.account",
            "TINVEST_ACCOUNT",
            "Account to trade on; without it the only one with full access"
        )
        baseURL = reader.url(
            "broker.base_url",
            "TINVEST_BASE_URL",
            default: baseURL,
            "T-Invest, REST and streams; its own sandbox is https://sandbox-invest-public-api.tbank.ru"
        )
        certificateFile = reader.optionalText(
            "broker.ca_file",
            "TINVEST_CA_FILE",
            "PEM file with the Russian Trusted Root CA and Sub CA, trusted on connections to the broker alone"
        )
    }

    // MARK: What is missing

    static let tokenAdvice =
        "make a token in the broker's settings (https://www.tbank.ru/invest/settings/api/) and set broker.token "
        + "(TINVEST_TOKEN); one that was not used for three months has lapsed"

    static let certificateAdvice =
        "the broker's certificates end in the Russian Trusted Root CA, which Debian does not bring: get root and sub CA as PEM "
        + "from https://www.gosuslugi.ru/crt, put both into one file and set broker.ca_file (TINVEST_CA_FILE) to it"

    /// SHA-256 of the root certificate of 2022 to 2032.
    ///
    /// - Source: the certificate itself, https://www.gosuslugi.ru/crt.
    package static let rootFingerprint = "d26d2d0231b7c39f92cc738512ba54103519e4405d68b5bd703e9788ca8ecf31"

    /// Whether the address is the broker's own, whose chain needs ``certificateFile``.
    package var isTheBroker: Bool {
        guard let range = baseURL.firstRange(of: "://") else { return false }
        let host = baseURL[range.upperBound...].prefix { $0 != "/" && $0 != ":" }.lowercased()
        return [".tbank.ru", ".tinkoff.ru"].contains { host.hasSuffix($0) }
    }

    /// Checks what a connection needs.
    ///
    /// - Throws: ``TInvestError`` of kind `misconfigured` that says what to set and where to get it.
    package func check() throws(TInvestError) {
        guard let token, !token.reveal().isEmpty else {
            throw TInvestError(.misconfigured, detail: "broker.token is missing: \(Self.tokenAdvice)")
        }
        guard let file = certificateFile else {
            guard isTheBroker else { return }
            throw TInvestError(.misconfigured, detail: "broker.ca_file is missing: \(Self.certificateAdvice)")
        }
        do throws(FileError) {
            let text = try FileBytes.readText(file, limit: 1 << 20)
            guard text.contains("-----BEGIN CERTIFICATE-----") else {
                throw FileError(.notText, "\(file): holds no certificate in PEM")
            }
        } catch {
            throw TInvestError(.misconfigured, detail: "broker.ca_file: \(error.detail); \(Self.certificateAdvice)")
        }
    }

    /// How to connect: the CA file is known to this client's connections and to no other.
    package var connection: HTTPClientOptions {
        var options = HTTPClientOptions()
        options.certificateAuthorityFile = certificateFile
        options.connectTimeout = .seconds(5)
        return options
    }
}
