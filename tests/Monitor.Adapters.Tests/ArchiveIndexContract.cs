using Monitor.Core.Archive;

namespace Monitor.Adapters.Tests;

/// <summary>What every archive index does. An adapter's tests inherit it.</summary>
public abstract class ArchiveIndexContract
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    protected abstract IArchiveIndex Index { get; }

    [Fact]
    public async Task Search_WordInTextOrOnScreen_FindsBoth()
    {
        await WriteAsync(Record(1, "Прафсаюз заявіў"), Record(2, "нічога", screen: ["Стачка на заводзе"]), Record(3, "іншае"));
        Assert.Equal((long[])[1], await FindAsync("прафсаюз"));
        Assert.Equal((long[])[2], await FindAsync("СТАЧКА"));
        Assert.Equal((long[])[], await FindAsync("прафсаюз стачка"));
        Assert.Equal((long[])[3], await FindAsync("іншае -стачка"));
        Assert.Equal((long[])[1], await FindAsync("M-000001"));
    }

    [Fact]
    public async Task Search_Phrase_StaysInsideOneFieldAndOneCaption()
    {
        await WriteAsync(Record(1, "адзін два тры"), Record(2, "адзін", screen: ["два тры"]), Record(3, "", screen: ["адзін", "два тры"]));
        Assert.Equal((long[])[1], await FindAsync("\"адзін два\""));
        Assert.Equal((long[])[1, 2, 3], await FindAsync("«два тры»"));
    }

    [Theory]
    [InlineData("Кіраўніка незалежнага прафсаюза затрымалі ў Гродне", "прафсаюз", "\"прафсаюз\"")]
    [InlineData("Рабочие объявили о забастовке на заводе", "забастовка завод", "\"забастовка\"")]
    [InlineData("The workers were striking at the plants", "worker strike plant", "\"worker\"")]
    public async Task Search_AnotherFormOfAWord_FindsItAndAQuotedOneDoesNot(string text, string forms, string quoted)
    {
        await WriteAsync(Record(1, text), Record(2, "іншае", screen: [text]), Record(3, "нічога"));
        Assert.Equal((long[])[1, 2], await FindAsync(forms));
        Assert.Equal((long[])[], await FindAsync(quoted));
        Assert.NotNull(Highlighter.Find(text, ArchiveQuery.Parse(forms)));
        Assert.Null(Highlighter.Find(text, ArchiveQuery.Parse(quoted)));
    }

    [Theory]
    [InlineData("Ярашук")]
    [InlineData("Ярошук")]
    [InlineData("yarashuk")]
    [InlineData("Jaraszuk")]
    [InlineData("Jarašuk")]
    [InlineData("Yaroshuk")]
    public async Task Search_NameInAnySpelling_FindsThePosts(string name)
    {
        var texts = new[] { "Затрымалі Аляксандра Ярашука ў Мінску", "Осужден Александр Ярошук", "Aliaksandr Yarashuk was detained" };
        await WriteAsync([.. texts.Select((text, at) => Record(at + 1, text)), Record(4, "нічога", screen: ["ЯРОШУК А. И."]), Record(5, "Яроцкі выступіў")]);
        Assert.Equal((long[])[1, 2, 3, 4], await FindAsync(name));
        Assert.All(texts, text => Assert.NotNull(Highlighter.Find(text, ArchiveQuery.Parse(name))));
        Assert.Empty(await FindAsync($"{name} variants:off -\"Yarashuk\" -ярашук -ярошук"));
        Assert.True((await FindAsync($"{name} variants:off")).Count < 4);
        Assert.Contains(5, await FindAsync($"-{name}"));
    }

    [Theory]
    [InlineData("адзін OR два", 1, 2)]
    [InlineData("(адзін OR два) -screen:тры", 1)]
    [InlineData("screen:тры", 2)]
    [InlineData("text:тры")]
    [InlineData("channel:ONE has:screen", 2)]
    [InlineData("outlet:state-media адз*", 1)]
    [InlineData("language:en OR kind:video", 3)]
    [InlineData("забастоука~ OR забастовкка~", 4)]
    [InlineData("on:2026-01-01 after:2026-01-01 before:2026-01-02 kind:text", 1, 2, 4)]
    [InlineData("before:2026")]
    [InlineData("union:БНП")]
    [InlineData("-person:Ярашук has:screen", 2)]
    public async Task Search_Operators_FindTheirOwn(string query, params int[] ids)
    {
        await WriteAsync(Record(1, "адзін"), Record(2, "два", screen: ["тры"]), Record(3, "чатыры") with { Kinds = ["Video"], HasVideo = true }, Record(4, "Забастовка"));
        Assert.Equal(ids.Select(id => (long)id), await FindAsync(query));
    }

    [Fact]
    public async Task Search_ByDate_IsNewestFirstAndPagesDoNotOverlap()
    {
        await WriteAsync([.. Enumerable.Range(1, 45).Select(id => Record(id, "слова"))]);
        var seen = new List<long>();
        for (var page = 1; page <= 3; page++)
            seen.AddRange((await Index.SearchAsync(ArchiveQuery.Parse("слова") with { Sort = ArchiveSort.Newest, Page = page }, Viewer.Owner, default)).Hits.Select(hit => hit.Id));
        Assert.Equal(Enumerable.Range(1, 45).Reverse().Select(id => (long)id), seen);
    }

    [Fact]
    public async Task Search_RestrictedRecord_ChangesNoCountForWhoMayNotSeeIt()
    {
        await WriteAsync(Record(1, "слова"), Record(2, "слова") with { Clearance = 1 }, Record(3, "слова") with { Clearance = 2, Channel = "secret" });
        async Task<(long, string)> SeesAsync(Viewer viewer)
        {
            var found = await Index.SearchAsync(ArchiveQuery.Parse("слова"), viewer, default);
            return (found.Total, string.Join(' ', found.Channels.Select(channel => $"{channel.Value}={channel.Count}")));
        }

        Assert.Equal((0, ""), await SeesAsync(Viewer.Nobody));
        Assert.Equal((1, "one=1"), await SeesAsync(new Viewer(0)));
        Assert.Equal((2, "one=2"), await SeesAsync(new Viewer(1)));
        Assert.Equal((3, "one=2 secret=1"), await SeesAsync(new Viewer(2)));
    }

    [Fact]
    public async Task Write_OlderRevision_NeverWins()
    {
        await WriteAsync(Record(1, "новае") with { Revision = 5 });
        await WriteAsync(Record(1, "старое") with { Revision = 4 });
        Assert.Equal((long[])[1], await FindAsync("новае"));
        Assert.Equal((long[])[], await FindAsync("старое"));
        Assert.Equal(1, await Index.CountAsync(default));
    }

    [Fact]
    public async Task Rebuild_CutOff_LeavesTheOldIndexServing()
    {
        await WriteAsync(Record(1, "слова"));
        async IAsyncEnumerable<ArchiveRecord> Broken()
        {
            yield return Record(2, "іншае");
            await Task.Yield();
            throw new IOException("cut off");
        }

        await Assert.ThrowsAsync<IOException>(() => Index.RebuildAsync(Broken(), default));
        Assert.Equal((long[])[1], await FindAsync(""));
        await Index.RebuildAsync(new[] { Record(3, "трэцяе") }.ToAsyncEnumerable(), default);
        Assert.Equal((long[])[3], await FindAsync(""));
    }

    [Fact]
    public async Task Search_BeyondTheBounds_IsRefused()
    {
        foreach (var query in new[] { new ArchiveQuery { Page = 0 }, new ArchiveQuery { PageSize = 101 }, new ArchiveQuery { Page = 200, PageSize = 100 } })
            await Assert.ThrowsAsync<QueryRefusedException>(() => Index.SearchAsync(query, Viewer.Owner, default));
    }

    [Fact]
    public async Task Search_AnyText_NeverFaults()
    {
        await WriteAsync(Record(1, "слова"));
        foreach (var text in new[] { "*", "?", "~", "a^b", "a:b", "text.exact:x", "\"", "((((", "AND OR NOT", "a\u0000b", "\ud800", "слова* /x/ [a TO b]", "-", "--a", "«»" })
            await Index.SearchAsync(ArchiveQuery.Parse(text), Viewer.Owner, default);
    }

    protected static ArchiveRecord Record(long id, string text, params string[] screen) => new()
    {
        Id = id,
        Number = "M-" + id.ToString("000000", System.Globalization.CultureInfo.InvariantCulture),
        Revision = 1,
        Channel = "one",
        ChannelTitle = "One",
        Outlet = "StateMedia",
        PublishedAt = Start.AddHours(id),
        Text = text,
        Screen = [.. screen.Select((shown, at) => new ScreenText(id, at * 1000, (at + 1) * 1000, shown))],
    };

    private Task WriteAsync(params ArchiveRecord[] records) => Index.WriteAsync(records, default);

    private async Task<IReadOnlyList<long>> FindAsync(string query) => [.. (await Index.SearchAsync(ArchiveQuery.Parse(query), Viewer.Owner, default)).Hits.Select(hit => hit.Id).Order()];
}
