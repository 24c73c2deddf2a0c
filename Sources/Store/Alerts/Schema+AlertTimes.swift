extension Schema {
    /// Instants and dates of an alert's facts, which were texts, and days in a list of their own, which stood among the slots.
    static let alertTimes = """
        UPDATE alerts SET facts = json_set(facts,
            '$.lastSystime', (strftime('%s', json_extract(facts, '$.lastSystime')) - 10800) * 1000,
            '$.days', json(CASE rule WHEN 'calendar_mismatch' THEN json_extract(facts, '$.slots') ELSE '[]' END),
            '$.slots', json(CASE rule WHEN 'calendar_mismatch' THEN '[]' ELSE json_extract(facts, '$.slots') END))
        WHERE json_valid(facts);
        """
}
