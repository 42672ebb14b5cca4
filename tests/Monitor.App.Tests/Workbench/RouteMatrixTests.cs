using System.Text.RegularExpressions;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Workbench;

/// <summary>Every route against every role.</summary>
[Collection(DemoTests.Name)]
public sealed partial class RouteMatrixTests(ServedDemo demo)
{

    [Fact]
    public async Task EveryRoute_EveryRole_OpensWhatTheTableSays()
    {
        var wrong = new List<string>();
        await demo.CaseAsync();
        foreach (var (letter, client) in await RolesAsync())
        {
            foreach (var (_, address, who) in RouteTable.Gets)
            {
                if (letter != '-' && address.StartsWith("/sign-out", StringComparison.Ordinal)) continue;
                var answer = await client.GetAsync(address);
                if (Opens(answer) != May(who, letter)) wrong.Add($"GET {address} as {letter}: {answer.Status}");
                if (answer.Status >= 500) wrong.Add($"GET {address} as {letter}: {answer.Status}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryForm_EveryRole_IsTakenFromWhomTheTableSays()
    {
        var wrong = new List<string>();
        foreach (var (letter, client) in await RolesAsync())
            foreach (var (address, who) in RouteTable.Posts)
            {
                if (letter != '-' && May(who, letter)) continue;
                // The form's field of a page that the role may open: it is the role that is refused, not the form.
                var answer = await client.PostAsync(letter == '-' ? "/sign-in" : "/account", address, ("id", "0"));
                if (Opens(answer)) wrong.Add($"POST {address} as {letter}: {answer.Status}");
            }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Table_OfRoutes_NamesEveryPageOfTheProgram()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(ArchitectureTests.Root, "src/Monitor.App/Pages"), "*.cshtml", SearchOption.AllDirectories).Select(File.ReadAllText).Select(text => PagePattern().Match(text)).Where(match => match.Success).Select(match => match.Groups[1].Value.TrimStart('/'));
        Assert.Empty(pages.Except(RouteTable.Gets.Select(row => row.Pattern)));
    }

    private async Task<List<(char Letter, PageClient Client)>> RolesAsync() =>
    [
        ('-', new PageClient(demo.Monitor.Origin)), ('r', await demo.ReaderAsync()), ('a', await demo.AnalystAsync()), ('l', await demo.LeadAsync()), ('u', await demo.AuditorAsync()), ('d', await demo.AdministratorAsync()),
    ];

    private static bool May(string who, char letter) => who == "*" || (who == "+" && letter != '-') || who.Contains(letter, StringComparison.Ordinal);

    /// <summary>False where it leads to signing in or is denied.</summary>
    private static bool Opens(PageAnswer answer) => answer.Status is not (401 or 403) && !(answer.Status == 302 && (answer.Headers["Location"].Contains("/denied", StringComparison.Ordinal) || answer.Headers["Location"].Contains("/sign-in?back", StringComparison.Ordinal)));

    [GeneratedRegex("^@page \"([^\"]+)\"")]
    private static partial Regex PagePattern();
}
