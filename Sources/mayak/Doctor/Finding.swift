/// What one check has found: one line.
struct Finding: Hashable, Sendable {
    enum State: String, CaseIterable, Sendable {
        case ok, warn, fail
    }

    /// The check's name, set by ``Doctor``.
    var check = ""
    /// Of several things that one check looks at: `FO obstats`, `group`.
    let subject: String?
    let state: State
    let said: Said
    /// What to do; nil where there is nothing to do.
    let advice: Said?
    /// True when the configuration has to be changed: exit code 78.
    let isConfiguration: Bool

    static func ok(_ said: Said, of subject: String? = nil) -> Finding {
        Finding(subject: subject, state: .ok, said: said, advice: nil, isConfiguration: false)
    }

    static func warn(_ said: Said, _ advice: Said? = nil, of subject: String? = nil) -> Finding {
        Finding(subject: subject, state: .warn, said: said, advice: advice, isConfiguration: false)
    }

    static func fail(
        _ said: Said,
        _ advice: Said,
        of subject: String? = nil,
        isConfiguration: Bool = false
    ) -> Finding {
        Finding(subject: subject, state: .fail, said: said, advice: advice, isConfiguration: isConfiguration)
    }
}
