// The service with its built-in job kinds.
return await OrleansJobs.WebFrontend.JobServer.Run(args);
// The composition root: the grain host, the HTTP front, and nothing else.
using OrleansJobs.Silo.Configuration;
using OrleansJobs.WebFrontend.Hosting;

return await StartGuard.Run(Console.Error, async () =>
{
    CommandLine.Check(args);
    var builder = WebApplication.CreateSlimBuilder(args);
    // In this order, so that at the end the front hands over its last counts while there are grains to take them.
    builder.AddGrains();
    builder.AddWebFrontend();

    var app = builder.Build();
    app.Services.CheckSections();
    app.MapWebFrontend();
    await app.StartAsync();
    app.Services.GetRequiredService<StartMessage>().Write(app.Urls);
    return app;
});
