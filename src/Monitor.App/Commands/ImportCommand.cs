using Monitor.Core.Audit;
using Monitor.Core.Channels.Import;
using Monitor.Core.Posts;

namespace Monitor.App.Commands;

/// <summary>monitor import: brings in a link, a file, or a folder with a sheet, by hand. One bad file never stops the others.</summary>
internal static class ImportCommand
{
    /// <summary>Name of the sheet that is looked for in a folder.</summary>
    public const string SheetName = "import.csv";

    /// <param name="input">A link, a file or a folder.</param>
    /// <param name="sheet">The sheet of a folder; <see cref="SheetName"/> in it where null.</param>
    /// <param name="facts">What is said of a link or of one file.</param>
    public static async Task<int> RunAsync(IServiceProvider services, string input, string? sheet, Func<ImportFacts> facts, CommandOutput output, CancellationToken cancellationToken)
    {
        if (Directory.Exists(input)) return await FolderAsync(services, Path.GetFullPath(input), sheet, output, cancellationToken);
        var one = Facts(facts);
        if (input.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || input.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return await ImportAsync(input, () => services.GetRequiredService<ImportLink>().RunAsync(Actor.Owner, one with { SourceUrl = input }, cancellationToken), output) ? ExitCodes.Done : ExitCodes.Failed;
        if (!File.Exists(input)) throw new UsageException("INPUT is a link, a file or a folder; there is no such file.");
        return await FileAsync(services, input, Path.GetFileName(input), one, output, cancellationToken) ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task<int> FolderAsync(IServiceProvider services, string folder, string? sheet, CommandOutput output, CancellationToken cancellationToken)
    {
        var path = sheet ?? Path.Combine(folder, SheetName);
        if (!File.Exists(path)) throw new UsageException($"The folder needs a sheet: {SheetName} in it, or --csv FILE, with the columns file, source_url, published, obtained_from.");
        var rows = ReadSheet(path);
        var (done, refused) = (0, 0);
        foreach (var row in rows)
        {
            var name = $"line {row.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)}, {row.File}";
            var isDone = row.Refusal is { } wrong ? await RefusedAsync(name, wrong, output)
                : PathIn(folder, row.File) is { } file ? await FileAsync(services, file, name, row.Facts, output, cancellationToken)
                : await RefusedAsync(name, new ImportRefusedException(ImportRefusal.FileMissing, "The file is not inside the folder."), output);
            (done, refused) = isDone ? (done + 1, refused) : (done, refused + 1);
        }

        await output.LineAsync($"{done} of {rows.Count} brought in, {refused} refused.");
        return refused == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static IReadOnlyList<ImportRow> ReadSheet(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return ImportSheet.Parse(file);
        }
        catch (ImportRefusedException refusal)
        {
            throw new UsageException(refusal.Message);
        }
    }

    private static Task<bool> FileAsync(IServiceProvider services, string path, string name, ImportFacts facts, CommandOutput output, CancellationToken cancellationToken) =>
        ImportAsync(name, () => services.GetRequiredService<ImportFiles>().RunAsync(Actor.Owner, new ImportedFile(Path.GetFileName(path), () => File.OpenRead(path)), facts, cancellationToken), output);

    private static async Task<bool> ImportAsync(string name, Func<Task<ImportedPost>> import, CommandOutput output)
    {
        try
        {
            var done = await import();
            await output.LineAsync($"{name}: {Post.NumberOf(done.PostId)}{(done.IsNew ? "" : ", there already")}");
            return true;
        }
        catch (ImportRefusedException refusal)
        {
            return await RefusedAsync(name, refusal, output);
        }
    }

    private static async Task<bool> RefusedAsync(string name, ImportRefusedException refusal, CommandOutput output)
    {
        await output.LineAsync($"{name}: refused, {refusal.Refusal}: {refusal.Message}");
        return false;
    }

    private static ImportFacts Facts(Func<ImportFacts> facts)
    {
        try
        {
            return facts();
        }
        catch (ImportRefusedException refusal)
        {
            throw new UsageException(refusal.Message);
        }
    }

    /// <summary>The file where it lies inside the folder; null otherwise, and where a link is on the way to it.</summary>
    private static string? PathIn(string folder, string file)
    {
        var path = Path.GetFullPath(Path.Combine(folder, file));
        if (!path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal)) return null;
        for (var part = path; part.Length > folder.Length; part = Path.GetDirectoryName(part)!)
            if (new FileInfo(part).LinkTarget is not null) return null;
        return path;
    }
}
