using System.Globalization;
using Monitor.Core.Channels.Feeds;
using Monitor.Core.Posts;

namespace Monitor.Core.Tests.Channels.Feeds;

public class FeedDateTests
{
    [Theory]
    [InlineData("Tue, 03 Sep 2024 10:00:00 GMT", "2024-09-03T10:00:00Z")]
    [InlineData("Tue, 3 Sep 2024 10:00 +0300", "2024-09-03T07:00:00Z")]
    [InlineData("03 Sep 24 10:00:00 EST", "2024-09-03T15:00:00Z")]
    [InlineData("Tue, 03 September 2024 10:00:00 MSK", "2024-09-03T07:00:00Z")]
    [InlineData("Tue Sep 3 10:00:00 2024", "2024-09-03T10:00:00Z")]
    [InlineData("Tuesday, 03-Sep-24 10:00:00 GMT", "2024-09-03T10:00:00Z")]
    [InlineData("September 3, 2024", "2024-09-03T00:00:00Z")]
    [InlineData("2024-09-03T10:00:00Z", "2024-09-03T10:00:00Z")]
    [InlineData("2024-09-03t10:00:00z", "2024-09-03T10:00:00Z")]
    [InlineData("2024-09-03T10:00:00.123456789+03:00", "2024-09-03T07:00:00.1234567Z")]
    [InlineData("2024-09-03 10:00:00", "2024-09-03T10:00:00Z")]
    [InlineData("2024-09-03 10:00:00.5 +03", "2024-09-03T07:00:00.5Z")]
    [InlineData("2024-09", "2024-09-01T00:00:00Z")]
    [InlineData("20240903", "2024-09-03T00:00:00Z")]
    public void Parse_ShapesOfFeeds_GiveTheInstant(string text, string expected) => Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), FeedDate.Parse(text));

    [Theory]
    [InlineData("Пн, 05 янв 2026 10:00:00 +0300", null, "2026-01-05T07:00:00Z", DatePrecision.Time)]
    [InlineData("5 января 2026 10:00", "ru", "2026-01-05T10:00:00Z", DatePrecision.Time)]
    [InlineData("5 студзеня 2026 г. у 10:00", "be", "2026-01-05T10:00:00Z", DatePrecision.Time)]
    [InlineData("панядзелак, 31 снежня 2025, 23:59 МСК", "be", "2025-12-31T20:59:00Z", DatePrecision.Time)]
    [InlineData("10:00, 5 мая 2026 года", "ru", "2026-05-05T10:00:00Z", DatePrecision.Time)]
    [InlineData("05.02.2026 10:00", null, "2026-02-05T10:00:00Z", DatePrecision.Time)]
    [InlineData("05.02.2026", null, "2026-02-05T00:00:00Z", DatePrecision.Day)]
    [InlineData("5.2.26", null, "2026-02-05T00:00:00Z", DatePrecision.Day)]
    [InlineData("1767596400", null, "2026-01-05T07:00:00Z", DatePrecision.Time)]
    [InlineData("1767596400000", null, "2026-01-05T07:00:00Z", DatePrecision.Time)]
    [InlineData("02/05/2026 10:00", "ru", "2026-05-02T10:00:00Z", DatePrecision.Time)]
    [InlineData("02/05/2026 10:00", "en-US", "2026-02-05T10:00:00Z", DatePrecision.Time)]
    [InlineData("13/05/2026 10:00", null, "2026-05-13T10:00:00Z", DatePrecision.Time)]
    [InlineData("Jan 5, 2026 3:07 PM", "en", "2026-01-05T15:07:00Z", DatePrecision.Time)]
    [InlineData("Mon, 05 Jan 2026 10:00:00 GMT+0300", null, "2026-01-05T07:00:00Z", DatePrecision.Time)]
    [InlineData("Mon, 05 Jan 2026 10:00:00 UTC+3", null, "2026-01-05T07:00:00Z", DatePrecision.Time)]
    [InlineData("September 3, 2024", null, "2024-09-03T00:00:00Z", DatePrecision.Day)]
    [InlineData("сакавік 2026", "be", "2026-03-01T00:00:00Z", DatePrecision.Month)]
    [InlineData("2026", null, "2026-01-01T00:00:00Z", DatePrecision.Year)]
    public void Read_AsAReaderOfThreeLanguagesWould_GivesInstantAndPrecision(string text, string? language, string expected, DatePrecision precision) =>
        Assert.Equal(new ReadDate(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), precision), FeedDate.Read(text, language));

    [Fact]
    public void Read_EveryMonthInEveryForm_IsThatMonth()
    {
        string[] forms =
        [
            "янв студзень студзеня", "фев люты лютага", "марта сакавіка мар", "апреля красавіка апр", "май траўня мая", "июня чэрвеня июн", "июля ліпеня июл", "августа жніўня авг", "сентября верасня сент", "октября кастрычніка окт", "ноября лістапада нояб", "декабря снежня дек",
        ];
        foreach (var (month, names) in forms.Index())
            foreach (var name in names.Split(' ')) Assert.Equal((name, month + 1), (name, FeedDate.Read($"5 {name} 2026", null)?.At.Month));
    }

    [Theory]
    [InlineData("02/05/2026 10:00")]
    [InlineData("вчера в 10:00")]
    [InlineData("сёння")]
    public void Read_WhatMayMeanTwoDaysOrMoves_IsNull(string text) => Assert.Null(FeedDate.Read(text, null));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("Tue, 99 Sep 99999 10:00:00 GMT")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public void Parse_WhatIsNoDate_IsNull(string text) => Assert.Null(FeedDate.Parse(text));
}
