import Market
package import Platform

/// How to reach ISS, and how gently.
package struct ISSOptions: Sendable {
    /// The bearer key of the gateway (`MOEX_API_KEY`), used before anything else; default none.
    package var apiKey: Secret<String>?
    /// The passport login (`MOEX_PASSPORT_LOGIN`), used when there is no key; default none.
    package var login: Secret<String>?
    /// The passport password (`MOEX_PASSPORT_PASSWORD`); default none.
    package var password: Secret<String>?
    /// Asked with a key.
    package var gatewayURL = "https://apim.moex.com/iss"
    /// Asked with a cookie or without anything; also the base of links for people.
    package var publicURL = "https://iss.moex.com/iss"
    /// Where a login and a password give a cookie.
    package var passportURL = "https://passport.moex.com/authenticate"
    /// A PEM file with certificates trusted besides the system's; default none.
    package var certificateFile: String?

    /// Calls started per second, all callers together; default 3, as other clients do; no limit is published.
    package var requestsPerSecond = 3.0
    /// Calls that may start at once after a quiet time; default 1.
    package var burst = 1
    /// Answers within this real time count as one comparison of clocks; default 1 s.
    package var skewSpacing = Duration.seconds(1)
    /// The deadline of one try; default 30 s.
    package var timeout = Duration.seconds(30)
    /// Default 64 MiB.
    package var maximumBodyBytes = 64 << 20

    /// Tries of one call when the host fails, the first included; default 3.
    package var maximumTries = 3
    /// The wait before the second try; it doubles for each further one; default 1 s.
    package var firstRetryDelay = Duration.seconds(1)
    /// The longest such wait, default 8 s; a `Retry-After` of a 5xx beyond it ends the tries.
    package var maximumRetryDelay = Duration.seconds(8)

    /// How long no call is made after a rejected key or login; default 5 min.
    package var unauthorizedPause = Duration.minutes(5)
    /// How long one family of endpoints is left alone after 403 or a login page; default 10 min.
    package var forbiddenPause = Duration.minutes(10)
    /// The first back-off after 429 or the network's protection; it doubles while they go on; default 30 s.
    package var rateLimitPause = Duration.seconds(30)
    /// The longest back-off, and the longest `Retry-After` that is believed; default 15 min.
    package var maximumPause = Duration.minutes(15)
    /// Logins in a row without one good answer, before everything pauses; default 3, as the original monitor did.
    package var maximumLogins = 3

    package init() {}

    package enum Authorization: Hashable, Sendable {
        case key, passport, none
    }

    /// The strongest way that the settings allow.
    package var authorization: Authorization {
        if apiKey != nil { return .key }
        return login != nil && password != nil ? .passport : .none
    }

    package var baseURL: String {
        authorization == .key ? gatewayURL : publicURL
    }
}
