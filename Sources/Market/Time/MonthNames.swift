/// The names of the months, January first.
package enum MonthNames {
    package static let english = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    package static let russian = [
        "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
        "декабрь",
    ]
    /// As a date has them: `20 ноября`.
    package static let russianGenitive = [
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
        "декабря",
    ]

    /// All names of each month in lower case, for whoever reads them.
    static let spoken = english.indices.map { [english[$0].lowercased(), russianGenitive[$0], russian[$0]] }
}
