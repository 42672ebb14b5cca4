using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;

namespace Monitor.Adapters.Tests;

/// <summary>What every archive index does. An adapter's tests inherit it.</summary>
public abstract class ArchiveIndexContract
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    protected abstract IArchiveIndex Index { get; }

    [SkippableFact]
    public async Task Search_WordInTextOrOnScreen_FindsBoth()
    {
        await WriteAsync(Record(1, "Прафсаюз заявіў"), Record(2, "нічога", screen: ["Стачка на заводзе"]), Record(3, "іншае"));
        Assert.Equal((long[])[1], await FindAsync("прафсаюз"));
        Assert.Equal((long[])[2], await FindAsync("СТАЧКА"));
        Assert.Equal((long[])[], await FindAsync("прафсаюз стачка"));
        Assert.Equal((long[])[3], await FindAsync("іншае -стачка"));
        Assert.Equal((long[])[1], await FindAsync("M-000001"));
    }

    [SkippableFact]
    public async Task Search_Phrase_StaysInsideOneFieldAndOneCaption()
    {
        await WriteAsync(Record(1, "адзін два тры"), Record(2, "адзін", screen: ["два тры"]), Record(3, "", screen: ["адзін", "два тры"]));
        Assert.Equal((long[])[1], await FindAsync("\"адзін два\""));
        Assert.Equal((long[])[1, 2, 3], await FindAsync("«два тры»"));
    }

    [SkippableTheory]
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

    [SkippableTheory]
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

    [SkippableTheory]
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

    [SkippableTheory]
    [InlineData(ArchiveSort.Newest)]
    [InlineData(ArchiveSort.Relevance)]
    public async Task Search_PageAfterPage_GivesEachHitOnceThereAndBack(ArchiveSort sort)
    {
        await WriteAsync([.. Enumerable.Range(1, 45).Select(id => Record(id, string.Concat(Enumerable.Repeat("слова ", 1 + (id % 3)))) with { PublishedAt = Start.AddHours(id / 2) })]);
        var query = ArchiveQuery.Parse("слова") with { Sort = sort, PageSize = 10 };
        var (there, back) = (new List<List<long>>(), new List<List<long>>());
        ArchiveResults page;
        for (ArchiveCursor? cursor = null; ; cursor = page.Next)
        {
            page = await Index.SearchAsync(query with { Cursor = ArchiveCursor.Parse(cursor?.ToString()) }, Viewer.Owner, default);
            Assert.Equal((45, cursor is null), (page.Total, page.Previous is null));
            there.Add([.. page.Hits.Select(hit => hit.Id)]);
            if (page.Next is null) break;
            Assert.Equal(there.Sum(ids => ids.Count), page.Next.Offset);
            // What comes in meanwhile moves nothing.
            await WriteAsync(Record(100 + there.Count, sort == ArchiveSort.Newest ? "слова іншае" : "іншае") with { PublishedAt = Start.AddYears(1) });
            query = query with { Root = ArchiveQuery.Parse("слова -іншае").Root };
        }

        for (var cursor = page.Previous; cursor is not null; cursor = page.Previous)
        {
            page = await Index.SearchAsync(query with { Cursor = cursor }, Viewer.Owner, default);
            back.Add([.. page.Hits.Select(hit => hit.Id)]);
        }

        Assert.Equal([10, 10, 10, 10, 5], there.Select(ids => ids.Count));
        Assert.Equal(45, there.SelectMany(ids => ids).Distinct().Count());
        Assert.Equal(there.SkipLast(1).Reverse(), back);
        if (sort == ArchiveSort.Newest) Assert.Equal(Enumerable.Range(1, 45).Reverse().Select(id => (long)id), there.SelectMany(ids => ids));
    }

    [SkippableFact]
    public async Task Search_Facets_CountAllHitsAndNarrowThem()
    {
        await WriteAsync(
            Record(1, "слова") with { Language = "be", Unions = [new("БНП"), new("РЭП")], PublishedAt = new(2025, 3, 31, 20, 59, 0, TimeSpan.Zero) },
            Record(2, "слова") with { Channel = "two", Unions = [new("БНП")], PublishedAt = new(2025, 3, 31, 21, 0, 0, TimeSpan.Zero) },
            Record(3, "слова") with { Outlet = "Union", Acts = [new("CoercedConfession")], PublishedAt = new(2025, 4, 1, 0, 0, 0, TimeSpan.Zero) },
            Record(4, "іншае") with { Channel = "two" });
        var query = ArchiveQuery.Parse("слова") with { Facets = [.. Enum.GetValues<ArchiveFacet>()], PageSize = 1 };
        var found = await Index.SearchAsync(query, Viewer.Owner, default);
        Assert.Equal("one=2 two=1", Say(found, ArchiveFacet.Channel));
        Assert.Equal("statemedia=2 union=1", Say(found, ArchiveFacet.Outlet));
        Assert.Equal("бнп=2 рэп=1", Say(found, ArchiveFacet.Union));
        Assert.Equal("coercedconfession=1", Say(found, ArchiveFacet.Act));
        Assert.Equal("be=1", Say(found, ArchiveFacet.Language));
        Assert.Equal("2025-03=1 2025-04=2", Say(found, ArchiveFacet.Month));
        Assert.Equal("", Say(found, ArchiveFacet.Person));
        var narrow = await Index.SearchAsync(query with { Filters = new Dictionary<ArchiveFacet, string> { [ArchiveFacet.Union] = "бнп", [ArchiveFacet.Month] = "2025-04" } }, Viewer.Owner, default);
        Assert.Equal((1, 2), (narrow.Total, narrow.Hits[0].Id));
    }

    [SkippableFact]
    public async Task Search_RestrictedRecord_ChangesNothingForWhoMayNotSeeIt()
    {
        await WriteAsync(Record(1, "слова"), Record(2, "слова") with { Clearance = 1 }, Record(3, "слова") with { Clearance = 2, Channel = "secret" });
        async Task<(long, string)> SeesAsync(Viewer viewer)
        {
            var found = await Index.SearchAsync(ArchiveQuery.Parse("слова") with { Facets = [ArchiveFacet.Channel] }, viewer, default);
            return (found.Total, Say(found, ArchiveFacet.Channel));
        }

        Assert.Equal((0, ""), await SeesAsync(Viewer.Nobody));
        Assert.Equal((1, "one=1"), await SeesAsync(new Viewer(0)));
        Assert.Equal((2, "one=2"), await SeesAsync(new Viewer(1)));
        Assert.Equal((3, "one=2 secret=1"), await SeesAsync(new Viewer(2)));
    }

    /// <summary>A tag, a note or a transcript that a viewer may not see leaves every answer as it was, byte by byte.</summary>
    [SkippableFact]
    public async Task Search_RestrictedValues_LeaveTheAnswersAsTheyWere()
    {
        var plain = Enumerable.Range(1, 12).Select(id => Record(id, id % 2 == 0 ? "Ярашук заявіў пра суд" : "Суд над Ярашуком")).ToArray();
        ArchiveRecord Secret(ArchiveRecord record, int clearance) => record.Id % 3 != 0 ? record : record with
        {
            People = [new("P-000001", ["Аляксандр Ярашук"], clearance)],
            Notes = [new("суд Ярашук сакрэт", clearance)],
            Speech = [new(1, 0, 1000, "сакрэт суд", clearance)],
            Unions = [new("БНП", clearance)],
            Acts = [new("Detention", clearance)],
            Statuses = [new("Confirmed", clearance)],
        };
        async Task<string> AskAsync(Viewer viewer)
        {
            var answers = new List<string>();
            foreach (var text in new[] { "", "суд", "Ярашук", "person:Ярашук", "union:БНП", "act:detention", "status:confirmed", "сакрэт", "speech:сакрэт", "note:сакр*", "ярашюк~", "-note:сакрэт" })
                foreach (var sort in Enum.GetValues<ArchiveSort>())
                    answers.Add(System.Text.Json.JsonSerializer.Serialize(await Index.SearchAsync(ArchiveQuery.Parse(text) with { Sort = sort, PageSize = 5, Facets = [.. Enum.GetValues<ArchiveFacet>()] }, viewer, default)));
            return string.Join('\n', answers);
        }

        await RebuildAsync(plain);
        var (reader, analyst) = (await AskAsync(new Viewer(0)), await AskAsync(new Viewer(1)));
        await RebuildAsync([.. plain.Select(record => Secret(record, 2))]);
        Assert.Equal(reader, await AskAsync(new Viewer(0)));
        Assert.Equal(analyst, await AskAsync(new Viewer(1)));
        Assert.NotEqual(analyst, await AskAsync(new Viewer(2)));
        await RebuildAsync([.. plain.Select(record => Secret(record, 1))]);
        Assert.Equal(reader, await AskAsync(new Viewer(0)));
        Assert.NotEqual(analyst, await AskAsync(new Viewer(1)));
    }

    [SkippableTheory]
    [InlineData("person:Yarashuk", 0)]
    [InlineData("person:\"Ярошук Александр\"", 0)]
    [InlineData("union:бнп", 0)]
    [InlineData("act:coerced-confession", 0)]
    [InlineData("status:ForcedConfession", 0)]
    [InlineData("speech:прабачэння", 0)]
    [InlineData("прабачэння", 0)]
    [InlineData("note:куртка", 1)]
    [InlineData("куртка", 1)]
    public async Task Search_AnalystsValues_AreFoundByWhoMaySeeThem(string query, int clearance)
    {
        await WriteAsync(Record(1, "тэкст") with
        {
            People = [new("P-000001", ["Аляксандр Ярашук", "Александр Ярошук"])],
            Unions = [new("БНП")],
            Acts = [new("CoercedConfession")],
            Statuses = [new("ForcedConfession")],
            Speech = [new(1, 0, 1000, "Прынёс прабачэнні на камеру")],
            Notes = [new("Шэрая куртка", 1)],
        }, Record(2, "тэкст"));
        for (var level = 0; level <= Viewer.MaxClearance; level++)
            Assert.Equal(level >= clearance ? [1] : [], (await Index.SearchAsync(ArchiveQuery.Parse(query), new Viewer(level), default)).Hits.Select(hit => hit.Id));
    }

    [SkippableFact]
    public async Task Write_OlderRevision_NeverWins()
    {
        await WriteAsync(Record(1, "новае") with { Revision = 5 });
        await WriteAsync(Record(1, "старое") with { Revision = 4 });
        Assert.Equal((long[])[1], await FindAsync("новае"));
        Assert.Equal((long[])[], await FindAsync("старое"));
        Assert.Equal(new IndexState(1, true), await Index.ReadStateAsync(default));
    }

    [SkippableFact]
    public async Task Write_OneRecordRefused_WritesItsNeighbours()
    {
        var monster = Record(2, "слова") with { Unions = [new(new string('я', 40_000))] };
        foreach (var refused in new[] { await Index.WriteAsync([Record(1, "слова"), monster, Record(3, "слова")], default), await Index.RebuildAsync(new[] { Record(1, "слова"), monster, Record(3, "слова") }.ToAsyncEnumerable(), null, default) })
        {
            Assert.Equal([2], refused.Select(refusal => refusal.Id));
            Assert.DoesNotContain("яяя", refused[0].Reason, StringComparison.Ordinal);
            await Index.RefreshAsync(default);
            Assert.Equal((long[])[1, 3], await FindAsync("слова"));
        }
    }

    [SkippableFact]
    public async Task Rebuild_CutOff_LeavesTheOldIndexServing()
    {
        await WriteAsync(Record(1, "слова"));
        async IAsyncEnumerable<ArchiveRecord> Broken()
        {
            yield return Record(2, "іншае");
            await Task.Yield();
            throw new IOException("cut off");
        }

        await Assert.ThrowsAsync<IOException>(() => Index.RebuildAsync(Broken(), null, default));
        Assert.Equal((long[])[1], await FindAsync(""));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Index.RebuildAsync(new[] { Record(3, "трэцяе") }.ToAsyncEnumerable(), () => throw new InvalidOperationException(), default));
        Assert.Equal((long[])[1], await FindAsync(""));
        await Index.RebuildAsync(new[] { Record(3, "трэцяе") }.ToAsyncEnumerable(), null, default);
        Assert.Equal((long[])[3], await FindAsync(""));
    }

    [SkippableFact]
    public async Task Search_BeyondTheBounds_IsRefused()
    {
        foreach (var query in new[] { new ArchiveQuery { PageSize = 0 }, new ArchiveQuery { PageSize = 501 }, new ArchiveQuery { Sort = ArchiveSort.Relevance, Cursor = new ArchiveCursor(0, 0, 9_990, false) } })
            await Assert.ThrowsAsync<QueryRefusedException>(() => Index.SearchAsync(query, Viewer.Owner, default));
    }

    /// <summary>A reader may ask for forty names in any spelling; a lead, for whom three times as many fields count, may be told that it is too much.</summary>
    [SkippableFact]
    public async Task Search_FortyNames_IsAnsweredOrRefused()
    {
        await WriteAsync(Record(1, "Аляксандр Ярашук"));
        var names = string.Join(" OR ", Enumerable.Range(0, ArchiveQuery.MaxClauses).Select(at => "Yarashuk" + (char)('a' + (at % 26)) + (char)('a' + (at / 26))));
        await Index.SearchAsync(ArchiveQuery.Parse(names), new Viewer(0), default);
        Assert.Equal(1, (await Index.SearchAsync(ArchiveQuery.Parse(string.Join(" OR ", Enumerable.Repeat("Ярашук", ArchiveQuery.MaxClauses))), new Viewer(0), default)).Total);
        try
        {
            await Index.SearchAsync(ArchiveQuery.Parse(names), Viewer.Owner, default);
        }
        catch (QueryRefusedException refusal)
        {
            Assert.Equal(QueryRefusal.TooManyWords, refusal.Refusal);
        }
    }

    [SkippableFact]
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
        Screen = [.. screen.Select((shown, at) => new TimedText(id, at * 1000, (at + 1) * 1000, shown))],
    };

    protected async Task WriteAsync(params ArchiveRecord[] records)
    {
        Assert.Empty(await Index.WriteAsync(records, default));
        await Index.RefreshAsync(default);
    }

    private async Task RebuildAsync(ArchiveRecord[] records) => Assert.Empty(await Index.RebuildAsync(records.ToAsyncEnumerable(), null, default));

    private static string Say(ArchiveResults found, ArchiveFacet facet) => string.Join(' ', found.Facet(facet).Select(value => $"{value.Value}={value.Count}"));

    private async Task<IReadOnlyList<long>> FindAsync(string query) => [.. (await Index.SearchAsync(ArchiveQuery.Parse(query), Viewer.Owner, default)).Hits.Select(hit => hit.Id).Order()];
}
