using System.CommandLine;
using Monitor.Core.Channels.Import;

namespace Monitor.App.Commands;

/// <summary>What monitor import may be told.</summary>
internal static class ImportOptions
{
    public static readonly Option<bool> New = new("--new") { Description = "Begin an archive where there is none yet." };

    public static Command Make(Func<Command, FolderNeeds, Func<ParseResult, FolderWork>, Command> finish)
    {
        var input = new Argument<string>("INPUT") { Description = "A link (https://t.me/NAME/123, a page, a file), a file, or a folder with a sheet." };
        var sheet = new Option<string?>("--csv") { Description = $"The folder's sheet; {ImportCommand.SheetName} in it otherwise. Columns: file, source_url, published, obtained_from, title, text, outlet, attach." };
        var source = new Option<string?>("--source-url") { Description = "Where the file was published." };
        var published = new Option<string?>("--published") { Description = "When, as 2021-09-28 or 2021-09-28T14:05+03:00." };
        var from = new Option<string?>("--obtained-from") { Description = "From whom or where you have it." };
        var title = new Option<string?>("--title") { Description = "A title." };
        var outlet = new Option<string?>("--outlet") { Description = "security-service, state-media, pro-government, independent or union." };
        var attach = new Option<string?>("--attach") { Description = "The post whose missing file it is, such as M-000123." };
        return finish(new Command("import", "Bring in by hand what no channel was read for, with its custody. Exit: 0 done, 2 something was refused.") { input, sheet, source, published, from, title, outlet, attach, New }, FolderNeeds.Folder,
            parsed => (services, output, token) => ImportCommand.RunAsync(services, parsed.GetValue(input)!, parsed.GetValue(sheet), () => new ImportFacts
            {
                SourceUrl = parsed.GetValue(source),
                PublishedAt = ImportSheet.Instant(parsed.GetValue(published)),
                PublishedPrecision = ImportSheet.PrecisionOf(parsed.GetValue(published)),
                ObtainedFrom = parsed.GetValue(from),
                Title = parsed.GetValue(title),
                Outlet = ImportSheet.OutletOf(parsed.GetValue(outlet)),
                AttachTo = parsed.GetValue(attach),
            }, output, token));
    }
}
