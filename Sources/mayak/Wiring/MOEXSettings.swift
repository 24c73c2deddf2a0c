import Platform

/// The exchange's data services.
struct MOEXSettings: Sendable {
    let apiKey: Secret<String>?
    let passportLogin: String?
    let passportPassword: Secret<String>?
    /// The AlgoPack gateway, which takes the API key.
    let baseURL: String
    /// The public ISS, which takes the passport's cookie.
    let publicBaseURL: String
    let passportBaseURL: String
    let certificateFile: String?
    /// Requests per second.
    let rate: Double
    let timeout: Duration

    init(_ reader: inout ConfigurationReader) {
        apiKey = reader.secret("moex.api_key", "MOEX_API_KEY", "AlgoPack key; used before the passport login")
        passportLogin = reader.optionalText(
            "moex.passport_login",
            "MOEX_PASSPORT_LOGIN",
            "E-mail of the passport.moex.com account"
        )
        passportPassword = reader.secret(
            "moex.passport_password",
            "MOEX_PASSPORT_PASSWORD",
            "Password of the passport.moex.com account"
        )
        baseURL = reader.url(
            "moex.base_url",
            "MOEX_BASE_URL",
            default: "https://apim.moex.com",
            "Gateway for requests with the AlgoPack key"
        )
        publicBaseURL = reader.url(
            "moex.public_base_url",
            "MOEX_PUBLIC_BASE_URL",
            default: "https://iss.moex.com",
            "ISS for requests with the passport's cookie and for the calendar"
        )
        passportBaseURL = reader.url(
            "moex.passport_base_url",
            "MOEX_PASSPORT_BASE_URL",
            default: "https://passport.moex.com",
            "Where the passport logs in"
        )
        certificateFile = reader.optionalText(
            "moex.ca_bundle",
            "MOEX_CA_BUNDLE",
            "PEM file with certificates to trust besides the system's"
        )
        rate = reader.number(
            "moex.rate",
            "MAYAK_RATE",
            default: 3,
            in: 0.1...100,
            unit: "requests per second",
            "Most requests to the exchange"
        )
        timeout = reader.seconds(
            "moex.timeout",
            "MAYAK_MOEX_TIMEOUT",
            default: 30,
            in: 1...600,
            "Longest time of one request to the exchange"
        )
        if (passportLogin == nil) != (passportPassword == nil) {
            reader.report(
                passportLogin == nil ? "moex.passport_login" : "moex.passport_password",
                "is missing; the passport needs MOEX_PASSPORT_LOGIN and MOEX_PASSPORT_PASSWORD together"
            )
        }
    }
}
