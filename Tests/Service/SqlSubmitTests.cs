using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>Jobs that are submitted by a statement, in a transaction of the caller's own.</summary>
public sealed class SqlSubmitTests(SqlSubmitTests.Running running) : IClassFixture<SqlSubmitTests.Running>
{
    private HttpClient Http => running.Service!.Http;

    /// <summary>What is wrong, and the beginning of what is said of it.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { "'nothing'", "kind: \"nothing\" is not one of the registered kinds" },
        { "NULL", "kind: " },
        { """'webhook', '{"job": "0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11", "url": "http://example.org", "body": 1}'""", "kind: \"webhook\" is not one of" },
        { "'sleep'", "input misses duration" },
        { """'sleep', '{"duration": 5}'""", "input.duration must be \"string\"" },
        { """'sleep', '{"duration": "PT1S", "more": 1}'""", "input.more is not allowed" },
        { "'sleep', '[]'", "input must be \"object\"" },
        { "'noop', priority => 101", "priority: must be from -100 to 100" },
        { "'noop', priority => NULL", "priority: must be from -100 to 100" },
        { "'noop', cost => 0", "cost: must be from 1 to 1000000" },
        { "'noop', queue => 'a b'", "queue: may contain only letters" },
        { "'noop', queue => ''", "queue: must have 1 to 100 characters" },
        { "'noop', lane => repeat('x', 101)", "lane: must have 1 to 100 characters" },
        { "'noop', key => ''", "key: must have 1 to 255 characters" },
        { "'noop', delay => '-1 s'", "delay: must be from zero to" },
        { "'noop', delay => '1 s', run_at => now()", "delay: excludes run_at" },
        { "'noop', run_at => now() + interval '100 years'", "run_at: must be at most" },
        { "'noop', timeout => '0'", "timeout: must be more than zero" },
        { "'noop', tags => (SELECT array_agg('t' || i) FROM generate_series(1, 21) i)", "tags: must be at most 20" },
        { "'noop', tags => ARRAY['']", "tags: must each have 1 to 100 characters" },
        { "'noop', requires => '{gpu}'", "requires: is only for kinds that workers outside run" },
        { "'noop', to_json(repeat('x', 1100000))", "input: is larger than 1048576 bytes" },
        { "'sql.patterned', to_json('x'::text)", "the schema of the kind has pattern, which this function cannot check" },
        { "'sql.formatted', to_json('x'::text)", "the schema of the kind has format, which this function cannot check" },
        { "'sql.labelled', requires => '{b,b}'", "requires: must name no label twice" },
        { "'noop', queue => 'full'", "queue: as many jobs wait in full as may" },
    };

    /// <summary>Schemas and values, and whether they fit.</summary>
    public static TheoryData<string, string, bool> Schemas => new()
    {
        { "true", "1", true },
        { "false", "1", false },
        { """{"type": "integer"}""", "1.0", true },
        { """{"type": "integer"}""", "1.5", false },
        { """{"type": ["string", "null"]}""", "null", true },
        { """{"type": ["string", "null"]}""", "[]", false },
        { """{"enum": [{"a": 1, "b": 2}]}""", """{"a": 1}""", false },
        { """{"enum": ["x", null]}""", "null", true },
        { """{"const": 2}""", "2.0", true },
        { """{"minimum": 2, "exclusiveMaximum": 3}""", "3", false },
        { """{"minimum": 2, "exclusiveMaximum": 3}""", "2", true },
        { """{"minLength": 2, "maxLength": 3}""", "\"x\"", false },
        { """{"minLength": 2, "maxLength": 3}""", "5", true },
        { """{"minItems": 1, "items": {"type": "string"}}""", """["x", 5]""", false },
        { """{"properties": {"a": {"properties": {"b": {"type": "string"}}}}}""", """{"a": {"b": 1}}""", false },
        { """{"required": ["a"]}""", """{"b": 1}""", false },
        { """{"properties": {"a": {}}, "additionalProperties": {"type": "number"}}""", """{"a": "x", "b": "y"}""", false },
        { """{"anyOf": [{"type": "string"}, {"type": "null"}]}""", "5", false },
        { """{"oneOf": [{"minimum": 1}, {"minimum": 2}]}""", "3", false },
        { """{"allOf": [{"minimum": 1}, {"minimum": 2}]}""", "1", false },
        { """{"not": {"type": "string"}}""", "\"x\"", false },
        { """{"$ref": "#/$defs/a~1b", "$defs": {"a/b": {"type": "string"}}}""", "5", false },
        { """{"properties": {"next": {"$ref": "#"}, "value": {"type": "number"}}}""", """{"next": {"next": {"value": "x"}}}""", false },
        { """{"properties": {"next": {"$ref": "#"}, "value": {"type": "number"}}}""", """{"next": {"next": {"value": 1}}}""", true },
        { """{"description": "x", "default": 1}""", "\"x\"", true },
    };

    [PostgreSqlServerFact]
    public async Task A_job_is_there_when_its_transaction_commits_and_not_before()
    {
        await using var connection = await running.Connect();
        await using var transaction = await connection.BeginTransactionAsync();
        var id = await Submit(connection, """'sleep', '{"duration": "PT0.1S"}', lane => 'shop', cost => 2, tags => '{b,a,b}', priority => 3, timeout => '1 day 2.5 s'""");
        using (var early = await Http.GetAsync(Path(id))) Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        await transaction.CommitAsync();

        var job = await Http.GetFromJsonAsync<JsonElement>($"/jobs/{id}?wait=30s");
        Assert.Equal(("succeeded", "shop", 2, 3, "P1DT2.5S"), (Text(job, "state"), Text(job, "lane"), job.GetProperty("cost").GetInt32(), job.GetProperty("priority").GetInt32(), Text(job, "timeout")));
        var tagged = await Http.GetFromJsonAsync<JsonElement>("/jobs?tag=a");
        Assert.Equal($"{id}", Text(tagged.GetProperty("jobs")[0], "id"));
    }

    [PostgreSqlServerFact]
    public async Task What_is_rolled_back_was_never_there()
    {
        await using var connection = await running.Connect();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var id = await Submit(connection, "'noop', queue => 'rolled.back'");
            await transaction.RollbackAsync();
            using var response = await Http.GetAsync(Path(id));
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Equal(0L, await Scalar(connection, "SELECT COUNT(*) FROM job_counts WHERE queue = 'rolled.back'"));
    }

    [PostgreSqlServerFact]
    public async Task A_transaction_that_lasts_holds_up_no_other_job()
    {
        await using var connection = await running.Connect();
        await using var transaction = await connection.BeginTransactionAsync();
        var id = await Submit(connection, "'noop', queue => 'slow'");
        using var other = await Http.PostAsJsonAsync(new Uri("/jobs", UriKind.Relative), new { kind = "noop", queue = "slow" });
        Assert.Equal("succeeded", await EndOf((await other.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid()));
        await using var second = await running.Connect();
        Assert.Equal("succeeded", await EndOf(await Submit(second, "'noop', queue => 'slow'")));
        await transaction.CommitAsync();
        Assert.Equal("succeeded", await EndOf(id));

        // What each transaction counted apart is added up soon.
        while (await Scalar(second, "SELECT COUNT(*) FROM job_counts WHERE shard < 0") is not 0L) await Pause.BetweenLooks();

        var counts = await Http.GetFromJsonAsync<JsonElement>("/jobs/counts?queue=slow");
        Assert.Equal((3, 0), (counts.GetProperty("succeeded").GetInt32(), counts.GetProperty("queued").GetInt32()));
    }

    [PostgreSqlServerTheory]
    [MemberData(nameof(Refused))]
    public async Task What_does_not_fit_is_refused(string arguments, string message)
    {
        await using var connection = await running.Connect();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Submit(connection, arguments));
        Assert.StartsWith(message, refused.MessageText, StringComparison.Ordinal);
    }

    [PostgreSqlServerTheory]
    [MemberData(nameof(Schemas))]
    public async Task Inputs_are_checked_as_over_HTTP(string schema, string value, bool fits)
    {
        await using var connection = await running.Connect();
        var misfit = await Scalar(connection, "SELECT submit_misfit($1::jsonb, $1::jsonb, $2::jsonb, true)", schema, value);
        Assert.True(fits == misfit is DBNull, $"{misfit}");

        var name = $"sql.{Guid.NewGuid():N}";
        using var registered = await Http.PutAsJsonAsync(new Uri($"/kinds/{name}", UriKind.Relative), new { inputSchema = JsonElement.Parse(schema) });
        if (registered.StatusCode == HttpStatusCode.UnprocessableEntity) return;
        using var submitted = await Http.PostAsJsonAsync(new Uri("/jobs", UriKind.Relative), new { kind = name, input = JsonElement.Parse(value) });
        Assert.Equal(fits, submitted.IsSuccessStatusCode);
    }

    [PostgreSqlServerFact]
    public async Task Under_a_key_there_is_one_job()
    {
        await using var connection = await running.Connect();
        var id = await Submit(connection, "'noop', key => 'order-ä'");
        Assert.Equal(JobId.FromKey(JobId.DefaultTenant, "order-ä"), id);
        Assert.Equal(id, await Submit(connection, "'noop', key => 'order-ä'"));
        Assert.Equal("succeeded", await EndOf(id));
        Assert.Equal(id, await Submit(connection, "'noop', key => 'order-ä'"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Submit(connection, "'noop', key => 'order-ä', priority => 1"));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.SqlState);

        var parallel = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var own = await running.Connect();
            return await Submit(own, "'noop', key => 'order-2'");
        }));
        Assert.Single(parallel.Distinct());
    }

    [PostgreSqlServerFact]
    public async Task Workers_outside_get_such_jobs()
    {
        await using var connection = await running.Connect();
        var id = await Submit(connection, "'sql.labelled', to_json(5), requires => '{gpu,cuda}', queue => 'labelled'");
        using var leased = await Http.PostAsJsonAsync(
            new Uri("/queues/labelled/lease", UriKind.Relative), new { kinds = new[] { "sql.labelled" }, labels = new[] { "cuda", "gpu", "big" }, wait = "PT30S" });
        var lease = (await WebService.ReadJson(leased, 200)).GetProperty("jobs")[0];
        Assert.Equal(($"{id}", 5), (Text(lease.GetProperty("job"), "id"), lease.GetProperty("job").GetProperty("input").GetInt32()));
        using var completed = await Http.PostAsJsonAsync(new Uri($"/jobs/{id}/complete", UriKind.Relative), new { token = Text(lease, "token"), result = 6 });
        Assert.Equal("succeeded", await EndOf(id));
    }

    [PostgreSqlServerFact]
    public async Task Only_who_was_given_the_function_may_submit_and_gets_nothing_else()
    {
        await using var connection = await running.Connect();
        await Scalar(connection, "CREATE ROLE shop LOGIN; GRANT USAGE ON SCHEMA orleansjobs TO shop");
        await using var shop = await running.Connect("shop");
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => Submit(shop, "'noop'"))).SqlState);
        await Scalar(connection, "GRANT EXECUTE ON FUNCTION orleansjobs.submit TO shop");
        await Scalar(shop, "CREATE TEMP TABLE jobs (id uuid); SET search_path = pg_temp");
        Assert.Equal("succeeded", await EndOf(await Submit(shop, "'noop'")));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => Scalar(shop, "SELECT COUNT(*) FROM public.jobs"))).SqlState);
    }

    [PostgreSqlServerFact]
    public async Task What_is_submitted_while_no_process_runs_waits_for_one()
    {
        await running.Stop();
        await using var connection = await running.Connect();
        var id = await Submit(connection, "'noop'");
        await running.Restart();
        Assert.Equal("succeeded", await EndOf(id));
    }

    private static Uri Path(Guid id) => new($"/jobs/{id}", UriKind.Relative);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<string?> EndOf(Guid id) => Text(await Http.GetFromJsonAsync<JsonElement>($"/jobs/{id}?wait=30s"), "state");

    private static async Task<Guid> Submit(NpgsqlConnection connection, string arguments) =>
        (Guid)(await Scalar(connection, $"SELECT orleansjobs.submit({arguments})"))!;

    private static async Task<object?> Scalar(NpgsqlConnection connection, string text, params string[] values)
    {
        await using var command = new NpgsqlCommand(text, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A service over a PostgreSQL server of its own.</summary>
    public sealed class Running : IAsyncLifetime
    {
        private readonly TempDirectory _data = new();
        private PostgreSqlServer? _server;

        internal ServiceProcess? Service { get; private set; }

        public async Task InitializeAsync()
        {
            if (!PostgreSqlServer.IsInstalled) return;
            _server = new PostgreSqlServer();
            await Restart();
            foreach (var (kind, body) in new (string, object)[] { ("sql.patterned", new { inputSchema = new { pattern = "x" } }), ("sql.formatted", new { inputSchema = new { format = "uuid" } }), ("sql.labelled", new { }) })
                (await Service!.Http.PutAsJsonAsync(new Uri($"/kinds/{kind}", UriKind.Relative), body)).Dispose();
            (await Service!.Http.PutAsJsonAsync(new Uri("/queues/full", UriKind.Relative), new { maxDepth = 1 })).Dispose();
            (await Service.Http.PostAsync(new Uri("/queues/full/pause", UriKind.Relative), null)).Dispose();
            (await Service.Http.PostAsJsonAsync(new Uri("/jobs", UriKind.Relative), new { kind = "noop", queue = "full" })).Dispose();
        }

        internal async Task Restart() => Service = await ServiceProcess.Start(
            _data.Path, "--Storage:Provider=PostgreSql", $"--ConnectionStrings:OrleansJobs={_server!.ConnectionString}", "--Cluster:Dashboard=false");

        internal async Task Stop()
        {
            await Service!.Stop();
            await Service.DisposeAsync();
        }

        internal async Task<NpgsqlConnection> Connect(string? user = null)
        {
            var settings = new NpgsqlConnectionStringBuilder(_server!.ConnectionString) { Pooling = false };
            if (user is not null) settings.Username = user;
            var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync();
            return connection;
        }

        public async Task DisposeAsync()
        {
            if (Service is not null) await Service.DisposeAsync();
            _server?.Dispose();
            _data.Dispose();
        }
    }
}
