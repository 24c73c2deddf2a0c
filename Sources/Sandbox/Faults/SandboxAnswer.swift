import Platform

/// An answer and what is to go wrong with it on its way.
struct SandboxAnswer {
    var response: WebResponse
    var fault = AnswerFault.none
}
