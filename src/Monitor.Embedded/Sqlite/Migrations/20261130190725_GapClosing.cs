using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Monitor.Embedded.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class GapClosing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ClosedFor",
                table: "CoverageGaps",
                type: "TEXT",
                maxLength: 40,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ClosedFor",
                table: "CoverageGaps");
        }
    }
}
