using Monitor.Core.Archive;
using Monitor.Core.Archive.Querying;

namespace Monitor.Core.Tests.Archive.Querying;

public sealed class QueryParserTests
{
    [Theory]
    [InlineData("\"незакрытае", QueryProblemKind.UnclosedQuote)]
    [InlineData("colour:red", QueryProblemKind.UnknownField)]
    [InlineData("channel:", QueryProblemKind.EmptyValue)]
    [InlineData("on:2026-02-30", QueryProblemKind.BadDate)]
    [InlineData("has:everything", QueryProblemKind.BadValue)]
    [InlineData("слова )", QueryProblemKind.UnbalancedParenthesis)]
    [InlineData("( слова", QueryProblemKind.UnbalancedParenthesis)]
    [InlineData("слова OR", QueryProblemKind.DanglingOr)]
    [InlineData("OR слова", QueryProblemKind.DanglingOr)]
    [InlineData("*ka", QueryProblemKind.BadWildcard)]
    [InlineData("ab~", QueryProblemKind.WordTooShort)]
    public void Parse_WhatIsNotUnderstood_IsTold(string text, QueryProblemKind kind) => Assert.Equal(kind, Assert.Single(ArchiveQuery.Parse(text).Problems).Kind);

    [Theory]
    [InlineData("(завод colour:red on:2025-02-30 union:БНП", "(завод (colour red) union:бнп)")]
    [InlineData("a OR \"b c\" -screen:d", "(a OR \"b c\") -screen:d")]
    [InlineData("on:2025-03 strik* Yarashuk~ OR", "on:2025-03-01…2025-03-31 strik* yarashuk~")]
    public void Say_WhatWasUnderstood_IsAQueryAgain(string text, string said) => Assert.Equal(said, QueryExplanation.Say(ArchiveQuery.Parse(text)));

    [Theory]
    [InlineData("*ka")]
    [InlineData("on:2026-02-30 has:everything")]
    [InlineData("status:confession")]
    [InlineData("act:nonsense")]
    [InlineData("(*ka OR ab~)")]
    [InlineData("💔")]
    [InlineData("???")]
    [InlineData("--")]
    [InlineData("variants:maybe")]
    [InlineData("-(*x)")]
    public void Parse_NothingUnderstood_FindsNothingAndSaysWhy(string text)
    {
        var query = ArchiveQuery.Parse(text);
        Assert.True(query.FindsNothing);
        Assert.NotEmpty(query.Problems);
        Assert.Equal("—", QueryExplanation.Say(query));
        var clause = ClauseBuilder.Build(query, Viewer.Owner);
        Assert.Empty(Assert.IsType<Clause.Any>(Assert.Single(clause.Must)).Parts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("variants:off")]
    public void Parse_NothingAsked_FindsEverything(string text) => Assert.False(ArchiveQuery.Parse(text).FindsNothing);

    [Theory]
    [InlineData("a OR *x b", "a b")]
    [InlineData("person:P-000001", "personId:p-000001")]
    [InlineData("status:forced-confession act:CoercedConfession", "status:forcedconfession act:coercedconfession")]
    public void Say_ChoicesValuesAndNumbers_AreWhatWasMeant(string text, string said) => Assert.Equal(said, QueryExplanation.Say(ArchiveQuery.Parse(text)));

    [Fact]
    public void Parse_Days_AreThoseOfMinsk()
    {
        var period = Assert.IsType<QueryNode.Period>(Assert.Single(ArchiveQuery.Parse("on:2025-03-14").Root.Parts));
        Assert.Equal(new DateTimeOffset(2025, 3, 13, 21, 0, 0, TimeSpan.Zero), period.From);
        Assert.Equal(new DateTimeOffset(2025, 3, 14, 21, 0, 0, TimeSpan.Zero), period.Until);
    }

    [Fact]
    public void Parse_LinkOrQuestion_IsWords()
    {
        Assert.Empty(ArchiveQuery.Parse("https://t.me/s/name хто? -- - «»").Problems);
    }

    [Fact]
    public void Parse_BeyondTheBounds_IsRefused()
    {
        foreach (var text in new[] { new string('(', 60_000), string.Join(" OR ", Enumerable.Repeat("a", 5000)), new string('(', 33), string.Join(' ', Enumerable.Range(0, 41)), string.Concat(Enumerable.Repeat("x OR (y ", 14)) + "z" + new string(')', 14) })
            Assert.Throws<QueryRefusedException>(() => ArchiveQuery.Parse(text));
    }

    [Fact]
    public void Parse_AnyCharacters_NeverFaults()
    {
        var random = new Random(5);
        const string Letters = "aб (:)\"«-*?~|OR:on\u0000\ud800é";
        for (var round = 0; round < 20_000; round++)
        {
            try
            {
                QueryExplanation.Of(ArchiveQuery.Parse(string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Letters[random.Next(Letters.Length)]))));
            }
            catch (QueryRefusedException)
            {
                // Too many parentheses: a typed refusal.
            }
        }
    }
}
