using System.CommandLine;
using System.Text.Json;
using Monitor.App.Inspect;
using Monitor.Core.People;

namespace Monitor.App.Commands;

/// <summary>monitor people: the registry of persons.</summary>
internal static class PeopleCommands
{
    public static Command Make(Option<bool> json, Func<Command, FolderNeeds, Func<ParseResult, FolderWork>, Command> finish)
    {
        var file = new Argument<string>("FILE.csv") { Description = "UTF-8; the columns id and name, and language, script (Cyrl, Latn), scheme, union, position, employer; one row a name." };
        var import = finish(new Command("import", "Read persons and their names from a CSV file. Exit: 0 all rows, 2 some were refused (each is named), 64 no such file.") { file }, FolderNeeds.Folder,
            parsed => (services, output, token) => ImportAsync(services, parsed.GetValue(file)!, output, token));

        var name = new Argument<string>("NAME") { Description = "A name in any spelling, script and order of words." };
        var exact = new Option<bool>("--exact") { Description = "No variants: only names that are spelled so." };
        var top = new Option<int>("--top") { Description = "How many persons at most, 1 to 100.", DefaultValueFactory = _ => 10 };
        var find = finish(new Command("find", "Find persons by a name, best first, each with the reason.") { name, exact, top, json }, FolderNeeds.Folder,
            parsed => (services, output, token) => FindAsync(services, parsed.GetValue(name)!, Math.Clamp(parsed.GetValue(top), 1, 100), !parsed.GetValue(exact), parsed.GetValue(json), output, token));
        return new Command("people", "The registry of persons.") { import, find };
    }

    private static async Task<int> ImportAsync(IServiceProvider services, string path, CommandOutput output, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw new UsageException("There is no such file.");
        if (new FileInfo(path).Length > PeopleFile.MaxBytes) throw new UsageException("The file is larger than 64 MB; cut it into several.");
        PeopleRows rows;
        try
        {
            await using var stream = File.OpenRead(path);
            rows = PeopleFile.Parse(stream);
        }
        catch (PeopleFileException refusal)
        {
            throw new UsageException(refusal.Message);
        }

        var done = await services.GetRequiredService<ImportPeople>().RunAsync(Core.Audit.Actor.Owner, Core.Archive.Viewer.Owner, rows, cancellationToken,
            (ready, all) => ready % 500 == 0 ? output.ProgressAsync($"{ready} of {all} persons") : Task.CompletedTask);
        foreach (var row in rows.Refused) await output.ProgressAsync($"Line {row.Line} is refused: {row.Problem}.");
        if (rows.UnknownColumns.Count > 0) await output.ProgressAsync($"Nothing is read from: {string.Join(", ", rows.UnknownColumns.Select(Core.LogText.Clean))}.");
        await output.LineAsync($"{done.Persons} persons, {done.Added} of them new, {done.Names} new names, {rows.Refused.Count} rows refused");
        return rows.Refused.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task<int> FindAsync(IServiceProvider services, string name, int most, bool variants, bool json, CommandOutput output, CancellationToken cancellationToken)
    {
        if (name.Length > PersonName.MaxLength) throw new UsageException($"A name has at most {PersonName.MaxLength} characters.");
        var found = await services.GetRequiredService<FindPeople>().RunAsync(name, most, variants, Core.Archive.Viewer.Owner, cancellationToken);
        if (json) await output.LineAsync(JsonSerializer.Serialize(new { Name = name, Variants = variants, Persons = found.Select(Show) }, InspectDocument.Json));
        else
            foreach (var person in found) await output.LineAsync($"{IdOf(person)}  {person.Match.Score:0.00}  {person.Match.Name}  ({Reason(person.Match)})");
        await output.ProgressAsync($"{found.Count} found");
        return ExitCodes.Done;
    }

    private static object Show(FoundPerson found) => new
    {
        Id = IdOf(found),
        found.Match.Score,
        found.Match.Name,
        Reason = Reason(found.Match),
        found.Match.Words,
        Names = found.Person.Names.OrderBy(name => name.Id).Select(name => new { name.Name, name.Language, name.Script, name.Scheme }),
        found.Person.Union,
        found.Person.Position,
        found.Person.Employer,
    };

    private static string IdOf(FoundPerson found) => found.Person.ExternalId ?? found.Person.Number;

    private static string Reason(PersonMatch match) => string.Join("; ", match.Words.Select(word => word.By is { } by ? $"{word.Asked} = {word.Held}: {Say(by)}" : $"{word.Asked}: not in the name"));

    private static string Say(AlikeBy by) => by switch
    {
        AlikeBy.SameSpelling => "same spelling",
        AlikeBy.Transliteration => "transliteration",
        AlikeBy.GivenName => "the same given name",
        AlikeBy.SoundKey => "sounds the same",
        AlikeBy.InflectedForm => "another form",
        AlikeBy.Misspelling => "a letter differs",
        AlikeBy.Initial => "initial",
        _ => "the same consonants",
    };
}
