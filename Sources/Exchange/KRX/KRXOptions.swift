package import Platform

/// How the Korea Exchange's market data are reached, the section `krx`.
package struct KRXOptions: ConfigurationSection {
    package var baseURL = "https://data.krx.co.kr"
    /// Account of the data marketplace (`KRX_ID`); default none.
    package var login: Secret<String>?
    /// Its password (`KRX_PW`); default none.
    package var password: Secret<String>?
    /// Time between two questions; default 1 s, for nothing is published, and who asks faster is shut out.
    package var spacing = Duration.seconds(1)
    /// Of one question; default 30 s.
    package var timeout = Duration.seconds(30)

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        baseURL = reader.url(
            "krx.base_url",
            "KRX_BASE_URL",
            default: baseURL,
            "The Korea Exchange's market data"
        )
        login = reader.optionalText(
            "krx.login",
            "KRX_ID",
            "Account of data.krx.co.kr, which since 27 December 2025 answers members only"
        ).map { Secret($0) }
        password = reader.secret("krx.password", "KRX_PW", "Password of that account")
        spacing = reader.seconds(
            "krx.spacing",
            "KRX_SPACING",
            default: spacing,
            in: 0...60,
            "Time between two questions to the Korea Exchange"
        )
        if (login == nil) != (password == nil) {
            reader.report(
                login == nil ? "krx.login" : "krx.password",
                "is missing; the account needs KRX_ID and KRX_PW together"
            )
        }
    }
}
