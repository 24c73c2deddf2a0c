/// Why a server cannot listen.
package struct WebServerError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The host is not an IPv4 or IPv6 address of this machine.
        case badHost
        /// Another process (or server) listens on the port.
        case portInUse
        /// The port needs rights this process lacks.
        case notPermitted
        /// Anything else the system said.
        case local
    }

    package let kind: Kind
    package let detail: String

    package var description: String { "\(kind.rawValue): \(detail)" }
}
