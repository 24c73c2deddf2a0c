package import Market

/// The gap scanner and the VWAP levels, for whoever shows them.
package protocol ShareLevelsService: Sendable {
    /// - Parameters:
    ///   - date: nil is today.
    ///   - minimum: a fraction; nil is the configured one.
    /// - Throws: ``ShareLevelsError``, `CancellationError`.
    func scan(_ date: CivilDate?, minimum: Double?) async throws -> GapAnswer

    /// - Parameter date: nil is today.
    /// - Throws: as ``scan(_:minimum:)``.
    func vwap(_ secid: SecID, _ date: CivilDate?) async throws -> LevelsAnswer
}

/// Why a gap or levels cannot be told.
package struct ShareLevelsError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, CaseIterable, Sendable {
        case unknownShare = "unknown_share"
        /// The day is not in what prices come from.
        case noData = "no_data"
        /// The source of prices gave no usable answer.
        case unavailable
    }

    package let kind: Kind
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { detail }
}
