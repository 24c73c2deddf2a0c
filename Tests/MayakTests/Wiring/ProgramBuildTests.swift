import Testing

@testable import mayak

@Suite("Build of the program")
struct ProgramBuildTests {
    @Test(
        "the commit stands behind the version where it is known, and nothing but a name is taken for one",
        arguments: [
            ("", ""), ("1a2b3c4d5e6f", " (1a2b3c4d5e6f)"), ("1a2b3c4d5e6f-dirty", " (1a2b3c4d5e6f-dirty)"),
            ("two words", ""), ("\u{1B}[31m", ""),
        ]
    )
    func commit(_ commit: String, _ shown: String) {
        #expect(ProgramBuild.described(commit) == ProgramBuild.version + shown)
    }
}
