using OrleansJobs.Grains.Workers;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Grains.Workers;

public sealed class SchemaRulesTests
{
    [Theory]
    [InlineData("""{"pattern": "^(a+)+$"}""", "must not contain patterns (#)")]
    [InlineData("""{"properties": {"a": {"patternProperties": {"x": {}}}}}""", "must not contain patterns (#/properties/a)")]
    [InlineData("""{"properties": {"pattern": {"type": "string"}}}""", null)]
    [InlineData("true", null)]
    public void Where_matches_may_take_for_ever_there_are_no_patterns(string schema, string? fault)
    {
        Assert.Null(SchemaRules.FaultOf(Json.Parse(schema), patternsEnd: true));
        Assert.StartsWith(fault ?? "", SchemaRules.FaultOf(Json.Parse(schema), patternsEnd: false) ?? "", StringComparison.Ordinal);
        Assert.Equal(fault is null, SchemaRules.FaultOf(Json.Parse(schema), patternsEnd: false) is null);
    }
}
