package import Market
package import Platform

/// What a person asks of a running engine beside the flag of ``ManualOverride``: files next to it, each taken once.
///
/// An engine that starts throws away what lies there: it was meant for one that ran.
package struct OperatorMailbox: Sendable {
    package enum Request: Hashable, Sendable {
        /// Ends a halt that only a person can end.
        case resume(Halt.Cause)
        /// Cancels everything, closes every position, and lets nothing new through.
        case flatten(why: String)
    }

    package enum Kind: String, CaseIterable, Sendable {
        case resume, flatten
    }

    private let flag: String

    /// - Parameter flag: the path of the flag.
    package init(besides flag: String) {
        self.flag = flag
    }

    package func path(_ kind: Kind) -> String { "\(flag).\(kind.rawValue)" }

    /// Leaves a request for the engine.
    package func put(_ request: Request) throws(FileError) {
        switch request {
        case .resume(let cause): try FileBytes.replace(path(.resume), Array("\(cause.rawValue)\n".utf8))
        case .flatten(let why): try FileBytes.replace(path(.flatten), Array("\(why)\n".utf8))
        }
    }

    /// Takes what lies there; a text that is none of ours is thrown away.
    package func takeAll() throws(FileError) -> [Request] {
        var requests: [Request] = []
        for kind in Kind.allCases where FileBytes.exists(path(kind)) {
            let bytes = try FileBytes.head(path(kind), count: 4_096)
            // First: a request that is done twice is worse than one that has to be repeated.
            try FileBytes.remove(path(kind))
            let text = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).joined(separator: " ")
            switch kind {
            case .resume: if let cause = Halt.Cause(rawValue: text) { requests.append(.resume(cause)) }
            case .flatten: requests.append(.flatten(why: String(text.prefix(ManualOverride.longestReason))))
            }
        }
        return requests
    }

    package func clear() throws(FileError) {
        for kind in Kind.allCases { try FileBytes.remove(path(kind)) }
    }
}
