using System.Text.Json;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.People;

/// <summary>monitor people, as the program runs it.</summary>
public sealed class PeopleCommandTests
{
    [Fact]
    public async Task Import_ThenFind_BringsThePersonByEachSpelling()
    {
        using var folder = new TestFolder("name: test\nchannels: []\n").Begun();
        var file = Path.Combine(folder.Path, "people.csv");
        await File.WriteAllTextAsync(file, "id,name,language,script,scheme,union,position\nkp-1,Ярашук Аляксандр,be,Cyrl,,БКДП,старшыня\nkp-1,Ярошук Александр Ильич,ru,Cyrl,,,\nkp-2,Вольга Брыцікава,be,Cyrl,,РЭП,\n,без ідэнтыфікатара,be,,,,\n");
        var first = await MonitorProcess.RunAsync(folder, null, "people", "import", file);
        Assert.Equal((2, "2 persons, 2 of them new, 3 new names, 1 rows refused"), (first.Code, first.Output.Trim()));
        Assert.Contains("Line 5 is refused: it has no id.", first.Errors, StringComparison.Ordinal);
        Assert.Equal("2 persons, 0 of them new, 0 new names, 1 rows refused", (await MonitorProcess.RunAsync(folder, null, "people", "import", file)).Output.Trim());
        foreach (var (name, id) in new[] { ("Alexander Yaroshuk", "kp-1"), ("Yarashuk", "kp-1"), ("Olga Britikova", "kp-2"), ("Брыцікавай Вользе", "kp-2") })
        {
            var found = await MonitorProcess.RunAsync(folder, null, "people", "find", name, "--json");
            using var json = JsonDocument.Parse(found.Output);
            var person = json.RootElement.GetProperty("persons")[0];
            Assert.Equal(id, person.GetProperty("id").GetString());
            Assert.NotEmpty(person.GetProperty("reason").GetString()!);
        }

        Assert.Equal("", (await MonitorProcess.RunAsync(folder, null, "people", "find", "Yarashuk", "--exact")).Output.Trim());
    }

    [Fact]
    public async Task Import_WhatIsNoSuchFile_IsAUsageError()
    {
        using var folder = new TestFolder("name: test\nchannels: []\n").Begun();
        var file = Path.Combine(folder.Path, "people.csv");
        await File.WriteAllBytesAsync(file, [0, 1, 2, 255]);
        Assert.Equal(64, (await MonitorProcess.RunAsync(folder, null, "people", "import", file)).Code);
        Assert.Equal(64, (await MonitorProcess.RunAsync(folder, null, "people", "import", file + ".none")).Code);
    }

    /// <summary>The owner works in another folder: a path is named from the root before it is handed over.</summary>
    [Fact]
    public async Task Import_WhileServing_IsDoneByTheOwner()
    {
        using var folder = new TestFolder("name: test\nchannels: []\n").Begun();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "people.csv"), "id,name\n1,Аляксандр Ярашук\n");
        await using var monitor = await MonitorProcess.ServeAsync(folder);
        var path = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(folder.Path, "people.csv"));
        Assert.Equal(0, (await MonitorProcess.RunAsync(folder, null, "people", "import", path)).Code);
        Assert.Contains("Аляксандр Ярашук", (await MonitorProcess.RunAsync(folder, null, "people", "find", "yarashuk")).Output, StringComparison.Ordinal);
    }
}
