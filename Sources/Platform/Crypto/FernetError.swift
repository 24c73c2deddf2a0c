/// Why a Fernet key or token is refused.
package struct FernetError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Not 32 bytes of strict base64url.
        case badKey
        /// Not strict base64url, or not a possible length.
        case malformed
        /// The first byte is not 0x80.
        case unknownVersion
        case expired
        /// Made more than a minute after now.
        case fromTheFuture
        /// Another key, or altered on the way.
        case wrongSignature
        case badPadding
        /// More than a message may hold.
        case tooLarge
        /// OpenSSL itself failed.
        case library
    }

    package let kind: Kind
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { detail }
}
