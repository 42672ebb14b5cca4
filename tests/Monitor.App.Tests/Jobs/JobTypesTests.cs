using Hangfire.Common;
using Hangfire.Storage;
using Monitor.App.Jobs;

namespace Monitor.App.Tests.Jobs;

/// <summary>Hostile input 39: a raw job row must not name what it likes.</summary>
public sealed class JobTypesTests
{
    [Theory]
    [InlineData("System.IO.File, System.Private.CoreLib")]
    [InlineData("System.IO.File")]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData("Monitor.App.Jobs.Doorbell, monitor")]
    [InlineData("")]
    public void Resolve_TypeThatIsNoJob_IsRefused(string name) => Assert.Throws<TypeLoadException>(() => JobTypes.Resolve(name));

    [Fact]
    public void Resolve_OurJob_IsFound() => Assert.Equal(typeof(StageJob), JobTypes.Resolve(typeof(StageJob).AssemblyQualifiedName!));

    [Fact]
    public void Deserialize_RawRowNamingAFile_ThrowsInsteadOfRunning()
    {
        TypeHelper.CurrentTypeResolver = JobTypes.Resolve;
        var row = new InvocationData("System.IO.File, System.Private.CoreLib", "WriteAllText", "[\"System.String\",\"System.String\"]", "[\"\\\"/tmp/x\\\"\",\"\\\"y\\\"\"]");
        Assert.Throws<JobLoadException>(row.DeserializeJob);
    }
}
