package import Platform

/// The section `moex`.
extension ISSOptions: ConfigurationSection {
    package mutating func read(from reader: inout ConfigurationReader) {
        apiKey = reader.secret("moex.api_key", "MOEX_API_KEY", "AlgoPack key; used before the passport login")
        login = reader.optionalText(
            "moex.passport_login",
            "MOEX_PASSPORT_LOGIN",
            "E-mail of the passport.moex.com account"
        ).map { Secret($0) }
        password = reader.secret(
            "moex.passport_password",
            "MOEX_PASSPORT_PASSWORD",
            "Password of the passport.moex.com account"
        )
        readAddresses(from: &reader)
        requestsPerSecond = reader.number(
            "moex.rate",
            "MAYAK_RATE",
            default: requestsPerSecond,
            in: 0.1...100,
            unit: "requests per second",
            "Most requests to the exchange"
        )
        timeout = reader.seconds(
            "moex.timeout",
            "MAYAK_MOEX_TIMEOUT",
            default: timeout,
            in: 1...600,
            "Longest time of one request to the exchange"
        )
        if (login == nil) != (password == nil) {
            reader.report(
                login == nil ? "moex.passport_login" : "moex.passport_password",
                "is missing; the passport needs MOEX_PASSPORT_LOGIN and MOEX_PASSPORT_PASSWORD together"
            )
        }
    }

    private mutating func readAddresses(from reader: inout ConfigurationReader) {
        gatewayURL = reader.url(
            "moex.base_url",
            "MOEX_BASE_URL",
            default: gatewayURL,
            endingIn: "/iss",
            "Gateway for requests with the AlgoPack key"
        )
        publicURL = reader.url(
            "moex.public_base_url",
            "MOEX_PUBLIC_BASE_URL",
            default: publicURL,
            endingIn: "/iss",
            "ISS for requests with the passport's cookie and for the calendar"
        )
        passportURL = reader.url(
            "moex.passport_base_url",
            "MOEX_PASSPORT_BASE_URL",
            default: passportURL,
            endingIn: "/authenticate",
            "Where the passport logs in"
        )
        certificateFile = reader.optionalText(
            "moex.ca_bundle",
            "MOEX_CA_BUNDLE",
            "PEM file with certificates to trust besides the system's"
        )
    }

    /// The host of ``publicURL``, as the configuration names it.
    package var publicSite: String {
        publicURL.hasSuffix("/iss") ? String(publicURL.dropLast(4)) : publicURL
    }

    /// How to connect to the exchange.
    package var connection: HTTPClientOptions {
        var options = HTTPClientOptions()
        options.certificateAuthorityFile = certificateFile
        // A cycle asks about a dozen feeds at once; fewer connections would put some into a line.
        options.maximumConnectionsPerHost = 16
        return options
    }
}
