import Platform

/// Plots need a font that has the letters.
enum FontsCheck {
    static let check = DoctorCheck("fonts", atStart: [.bot], limit: .seconds(10)) { _ in
        [judge(hasCyrillic: await DoctorQueue().run { FontCheck.hasCyrillic })]
    }

    static func judge(hasCyrillic: Bool) -> Finding {
        hasCyrillic
            ? .ok(Said("кириллица есть", "there is Cyrillic"))
            : .fail(
                Said("нет шрифта с кириллицей: графиков не будет", "no font with Cyrillic: there will be no plots"),
                Said("установите fonts-dejavu-core", "install fonts-dejavu-core")
            )
    }
}
