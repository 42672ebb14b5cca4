using System.CommandLine;
using System.Globalization;
using Monitor.App;
using Monitor.App.Commands;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.FileStore;

if (OpenFiles.TooFew() is { } few)
{
    Console.Error.WriteLine(few);
    return ExitCodes.Fault;
}

OwnerOnly.SetForProcess();
OwnTraces.Remove();
ScratchFolder.ClearDead(null, TimeProvider.System);
// Output for machines and logs is the same on every machine; pages set the culture of their reader.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var root = RootCommands.Make((data, use, work, token) => FolderHost.RunAsync(args, data, use, work, token));
// A word that begins with @ is a word, no file of further arguments.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
    await Console.Error.WriteLineAsync("Try 'monitor --help'.");
    return ExitCodes.Usage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Cancelled; the work that was begun goes on at the next start.");
    return ExitCodes.Fault;
}
catch (Exception fault)
{
    var (code, sentence) = FaultSentence.Of(fault);
    await Console.Error.WriteLineAsync(sentence);
    return code;
}

/// <summary>The program.</summary>
public partial class Program;
